// The page at /: the story, and its replay.

import "./app.css";
import "./panes.css";
import "./timeline.css";
import { createRoot } from "react-dom/client";
import { App } from "./app";

const root = document.getElementById("app");
if (root) createRoot(root).render(<App />);
