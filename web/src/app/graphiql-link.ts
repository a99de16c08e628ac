import { argumentsOf, type View } from "./view";

/** Whether the server has GraphiQL: its page is marked where that is switched off. */
export const hasGraphiQL = document.body.dataset.graphiql !== "off";

// Each argument that a view may have, with its type in a query.
const types = { validAt: "Moment", reportedAt: "Moment", recordedAt: "Moment", accordingTo: "[ID!]" };

/** The address of GraphiQL with the question that a view of the app answers. */
export function graphiqlLink(view: View): string {
  const given = argumentsOf(view);
  const names = (Object.keys(types) as (keyof typeof types)[]).filter((name) => given[name] !== undefined);
  const declared = names.map((name) => `$${name}: ${types[name]}`).join(", ");
  const passed = names.map((name) => `${name}: $${name}`).join(", ");
  const query = `# What the app shows: the claims of this view, and how many nodes and edges its picture has.
query ThisView${declared && `(${declared})`} {
  view${passed && `(${passed})`} {
    snapshot { position root }
    timeline(first: 100) { totalCount nodes { summary stance independentOrigins when { edtf text } } }
    graph { totalNodes totalEdges }
  }
}`;
  const params = new URLSearchParams({ query });
  if (names.length > 0) params.set("variables", JSON.stringify(given, null, 2));
  return `graphiql/?${params}`;
}
