import { resolve } from "node:path";
import { defineConfig } from "vite";

// One build, one folder for each page: graphiql/index.html is served at /graphiql/ and its hashed files at
// /graphiql/assets/. Paths are relative, so the pages also work behind a prefix.
export default defineConfig({
  base: "./",
  build: {
    assetsDir: "graphiql/assets",
    chunkSizeWarningLimit: 4096,
    reportCompressedSize: false,
    rolldownOptions: {
      input: resolve(import.meta.dirname, "graphiql/index.html"),
      // Libraries mark client components for servers that render React; here that says nothing.
      onLog(level, log, report) {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") report(level, log);
      },
    },
  },
  worker: { format: "es" },
  // The ready-made worker set-up cannot be pre-bundled by the development server.
  optimizeDeps: { exclude: ["graphiql/setup-workers/vite", "@graphiql/react/setup-workers/vite"] },
  server: {
    proxy: {
      "/graphql": { target: "http://127.0.0.1:8080", ws: true },
      "/healthz": "http://127.0.0.1:8080",
    },
  },
});
