// The tabs that GraphiQL opens with: the ready queries, and before them the query of a link.

import attribution from "./queries/attribution.graphql?raw";
import deathToll from "./queries/death-toll.graphql?raw";
import followTheLog from "./queries/follow-the-log.graphql?raw";
import relationships from "./queries/relationships.graphql?raw";
import searchWords from "./queries/search.graphql?raw";
import thenAndNow from "./queries/then-and-now.graphql?raw";
import whoSaidWhat from "./queries/who-said-what.graphql?raw";

/** What a tab holds before it is run. Variables are JSON text. */
export interface Tab {
  query: string;
  variables?: string;
}

/** The ready queries, in the order of the tabs. */
export const readyTabs: Tab[] = [
  whoSaidWhat,
  relationships,
  thenAndNow,
  deathToll,
  attribution,
  searchWords,
  followTheLog,
].map((query) => ({ query }));

/** The tab that a link such as /graphiql/?query=...&variables=... asks for; undefined without a query. */
export function tabFromLink(search: string): Tab | undefined {
  const params = new URLSearchParams(search);
  const query = params.get("query")?.trim();
  if (!query) return undefined;
  const variables = params.get("variables")?.trim();
  return variables ? { query, variables } : { query };
}

// What GraphiQL keeps between visits. Only the parts that we read or write are named.
interface StoredTab extends Record<string, unknown> {
  query: string | null;
  variables: string | null;
}
interface StoredTabs {
  activeTabIndex: number;
  tabs: StoredTab[];
}

const tabsKey = "graphiql:tabState";
const queryKey = "graphiql:query";
const variablesKey = "graphiql:variables";

/**
 * Puts a link's tab before the tabs kept from an earlier visit, or before the ready ones, and makes it the active one;
 * a tab that already holds the same query is made active instead. It is put where GraphiQL keeps its tabs, since
 * GraphiQL leaves the variables of its default tabs out of the editor.
 */
export function openFirst(tab: Tab, storage: Storage): void {
  const kept = keptTabs(storage) ?? { activeTabIndex: 0, tabs: readyTabs.map(newTab) };
  const variables = tab.variables ?? null;
  let index = kept.tabs.findIndex((t) => t.query === tab.query && (t.variables || null) === variables);
  if (index < 0) {
    kept.tabs.unshift(newTab(tab));
    index = 0;
  }
  kept.activeTabIndex = index;
  storage.setItem(tabsKey, JSON.stringify(kept));
  storage.setItem(queryKey, tab.query);
  if (variables === null) storage.removeItem(variablesKey);
  else storage.setItem(variablesKey, variables);
}

function newTab(tab: Tab): StoredTab {
  return {
    id: crypto.randomUUID(),
    title: /\b(?:query|mutation|subscription)\s+(\w+)/.exec(tab.query)?.[1] ?? "Link",
    query: tab.query,
    variables: tab.variables ?? null,
    headers: null,
    operationName: null,
    response: null,
  };
}

function keptTabs(storage: Storage): StoredTabs | undefined {
  try {
    const kept = JSON.parse(storage.getItem(tabsKey) ?? "null");
    return Array.isArray(kept?.tabs) ? kept : undefined;
  } catch {
    return undefined;
  }
}
