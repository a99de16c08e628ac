import { defineConfig } from "vite";

// The app: index.html is served at /, its hashed files at /assets/. Paths are relative, so it also works behind a prefix.
// GraphiQL is a build of its own (vite.graphiql.config.ts), so that neither page loads anything of the other.
export default defineConfig({
  base: "./",
  build: {
    assetsDir: "assets",
    reportCompressedSize: false,
    // The page's policy lets no script but its own files run, so nothing may be inlined or preloaded by script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Libraries mark client components for servers that render React; here that says nothing.
      onLog(level, log, report) {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") report(level, log);
      },
    },
  },
  worker: { format: "es" },
  server: {
    proxy: {
      "/graphql": { target: "http://127.0.0.1:8080", ws: true },
      "/healthz": "http://127.0.0.1:8080",
      "/console": "http://127.0.0.1:8080",
    },
  },
});
