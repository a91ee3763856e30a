// How the workbench is built: into the Python package, which serves it.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "../src/commonweal/web/static",
    emptyOutDir: true,
    assetsInlineLimit: 0, // the server's policy allows fonts from itself only, not from data: addresses
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: { "/api": process.env.COMMONWEAL_API ?? "http://127.0.0.1:8400" },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/testing/setup.ts"],
    restoreMocks: true,
  },
});
