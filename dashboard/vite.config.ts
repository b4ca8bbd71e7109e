import { defineConfig } from "vitest/config";
import { mockFarm } from "./dev/mock-farm.ts";

/** The cloud of `./roost demo`; ROOST_CLOUD points the development server elsewhere. */
const cloud = process.env["ROOST_CLOUD"] ?? "http://127.0.0.1:5080";

// Vite asks for a default export here; src/ has none.
export default defineConfig(({ mode }) => ({
  // No babel: the compiler's own automatic JSX runtime is all that Preact needs.
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: mode === "mock" ? [mockFarm()] : [],
  build: {
    outDir: "../cloud/Server/wwwroot",
    emptyOutDir: true,
    // The page is served with `default-src 'self'`: nothing inline, no data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ["chrome111", "safari16.4", "firefox113"],
    rollupOptions: {
      input: { index: "index.html", "service-worker": "src/offline/service-worker.ts" },
      // A service worker rules over what lies below its own address, which must stay the same.
      output: { entryFileNames: ({ name }) => (name === "service-worker" ? "[name].js" : "assets/[name]-[hash].js") },
    },
  },
  server: {
    proxy: mode === "mock" ? {} : {
      "/api": cloud,
      "/openapi": cloud,
      "/live": { target: cloud, ws: true },
    },
  },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
}));
