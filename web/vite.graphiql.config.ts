import { resolve } from "node:path";
import { defineConfig, mergeConfig } from "vite";
import app from "./vite.config";

// GraphiQL, built beside the app: graphiql/index.html is served at /graphiql/, its hashed files at /graphiql/assets/.
export default mergeConfig(
  app,
  defineConfig({
    build: {
      assetsDir: "graphiql/assets",
      assetsInlineLimit: 4096,
      chunkSizeWarningLimit: 4096,
      emptyOutDir: false,
      rolldownOptions: { input: resolve(import.meta.dirname, "graphiql/index.html") },
    },
    // The ready-made worker set-up cannot be pre-bundled by the development server.
    optimizeDeps: { exclude: ["graphiql/setup-workers/vite", "@graphiql/react/setup-workers/vite"] },
  }),
);
