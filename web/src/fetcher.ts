import { createGraphiQLFetcher, type Fetcher } from "@graphiql/toolkit";
import { type DocumentNode, type OperationDefinitionNode, parse } from "graphql";

/**
 * Asks this server: queries and mutations by POST, subscriptions over a WebSocket. What is written in the headers
 * editor goes with a subscription too, as the parameters of its connection.
 */
export function serverFetcher(page: URL): Fetcher {
  const endpoint = new URL("../graphql", page);
  const socket = new URL("../graphql", page);
  socket.protocol = page.protocol === "https:" ? "wss:" : "ws:";
  return naming(
    createGraphiQLFetcher({
      url: endpoint.href,
      subscriptionUrl: socket.href,
      enableIncrementalDelivery: false,
    }),
  );
}

/**
 * Takes the operation's name and kind from the text that is sent. GraphiQL works them out a moment after a change of
 * tabs, so a quick click on "execute" would send the name that belongs to the tab before.
 */
function naming(send: Fetcher): Fetcher {
  return (params, options) => {
    const document = parsed(params.query);
    const [operation, ...others] = operations(document);
    if (!document || !operation || others.length > 0) return send(params, options);
    return send({ ...params, operationName: operation.name?.value }, { ...options, documentAST: document });
  };
}

function operations(document: DocumentNode | undefined): OperationDefinitionNode[] {
  return (document?.definitions ?? []).filter((definition) => definition.kind === "OperationDefinition");
}

/** The parsed text; undefined when it is not GraphQL, which is the server's to say. */
function parsed(text: string): DocumentNode | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
