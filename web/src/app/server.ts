// The server that this page came from: questions by POST, live events over a WebSocket.

import { createClient } from "graphql-ws";
import { useEffect, useState } from "react";
import type { TypedDocumentString } from "../gql/graphql";

const endpoint = new URL("graphql", document.baseURI);
const socketAddress = new URL(endpoint);
socketAddress.protocol = endpoint.protocol === "https:" ? "wss:" : "ws:";

// Who asks, where the server wants to know. It is kept by this page alone, and forgotten when that is left.
let token = "";

/** Sets the token to ask with. */
export function signIn(given: string): void {
  token = given.trim();
  socket.terminate();
}

/** The server wants to know who asks, and does not. */
export class Unauthenticated extends Error {}

/** The connection for live events. It comes back by itself, and asks for what follows the last event it had. */
export const socket = createClient({
  url: socketAddress.href,
  connectionParams: () => (token ? { authorization: `Bearer ${token}` } : {}),
  retryAttempts: Number.POSITIVE_INFINITY,
  shouldRetry: () => true,
  retryWait: (retries) => new Promise((resolve) => setTimeout(resolve, Math.min(8000, 250 * 2 ** retries))),
});

/** Asks once. The error is the server's, or the network's. */
export async function ask<Data, Variables>(
  question: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      ...(token && { Authorization: `Bearer ${token}` }),
      "Content-Type": "application/json",
      Accept: "application/graphql-response+json, application/json",
    },
    body: JSON.stringify({ query: String(question), variables }),
  });
  if (response.status === 401) throw new Unauthenticated("a token is needed");
  const answer: { data?: Data; errors?: { message: string }[] } = await response
    .json()
    .catch(() => Promise.reject(new Error(`the server answered ${response.status}`)));
  if (answer.errors) throw new Error(answer.errors.map(({ message }) => message).join("; "));
  if (answer.data == null) throw new Error("an answer without data");
  return answer.data;
}

/** What became of asking: nothing yet, an answer, or an error; pending while a newer one is on its way. */
export interface Answer<Data> {
  data?: Data;
  error?: Error;
  pending: boolean;
}

/**
 * Asks whenever the key changes, and keeps the last answer until the next is there. Without a key it does not ask.
 * After says how many milliseconds the key has to stand still first.
 */
export function useAnswer<Data>(key: string | null, load: () => Promise<Data>, after = 0): Answer<Data> {
  const [state, setState] = useState<Answer<Data> & { key: string | null }>({ key: null, pending: false });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for all that load depends on
  useEffect(() => {
    if (key === null) {
      setState({ key, pending: false });
      return;
    }
    let current = true;
    setState((old) => ({ ...old, pending: true }));
    const timer = setTimeout(() => {
      load().then(
        (data) => current && setState({ key, data, pending: false }),
        (error: Error) => current && setState((old) => ({ ...old, key, error, pending: false })),
      );
    }, after);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [key]);
  return key !== state.key && key !== null ? { ...state, pending: true } : state;
}

/** Calls back with each event that is recorded after a position, once each and in order, until it is stopped. */
export function follow(
  after: number,
  question: TypedDocumentString<{ recorded: { position: number } }, { after?: number | null }>,
  seen: (position: number) => void,
  broken: (message: string) => void,
): () => void {
  let last = after;
  let stop = () => {};
  let stopped = false;
  const begin = () => {
    if (stopped) return;
    stop = socket.subscribe<{ recorded: { position: number } }>(
      { query: String(question), variables: { after: last } },
      {
        next: ({ data }) => {
          const position = data?.recorded.position ?? 0;
          if (position <= last) return; // a connection that came back begins where the first began
          last = position;
          seen(position);
        },
        error: (error) => {
          broken(String(error));
          setTimeout(begin, 2000);
        },
        complete: () => setTimeout(begin, 2000),
      },
    );
  };
  begin();
  return () => {
    stopped = true;
    stop();
  };
}
