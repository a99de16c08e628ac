// The page at /graphiql/: GraphiQL on this server's own API, with the ready queries in its tabs.

import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "@graphiql/plugin-explorer/style.css";
import "./graphiql.css";

import { explorerPlugin } from "@graphiql/plugin-explorer";
import { HISTORY_PLUGIN } from "@graphiql/plugin-history";
import { GraphiQL } from "graphiql";
import { createRoot } from "react-dom/client";
import { serverFetcher } from "./fetcher";
import { prefixed } from "./storage";
import { openFirst, readyTabs, tabFromLink } from "./tabs";

const fetcher = serverFetcher(new URL(location.href));
const storage = prefixed(localStorage, "onrecord:");
const link = tabFromLink(location.search);
if (link) openFirst(link, storage);

const plugins = [HISTORY_PLUGIN, explorerPlugin()];

function Page() {
  return (
    <GraphiQL
      fetcher={fetcher}
      storage={storage}
      defaultTabs={readyTabs}
      defaultEditorToolsVisibility={link?.variables ? "variables" : false}
      plugins={plugins}
    >
      <GraphiQL.Logo>
        <a className="onrecord" href="../" title="Back to the front page">
          <span className="onrecord-dot" aria-hidden="true" />
          <strong>onrecord</strong>
          <span className="onrecord-line">who said what, when, and according to whom</span>
        </a>
      </GraphiQL.Logo>
    </GraphiQL>
  );
}

const root = document.getElementById("graphiql");
if (root) createRoot(root).render(<Page />);
