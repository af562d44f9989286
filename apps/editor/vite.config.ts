import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** In development the page is served here and the API by the runtime on its default port. */
const runtime = process.env['ATTUNE_URL'] ?? 'http://127.0.0.1:3000';
const toRuntime = { target: runtime, changeOrigin: false };

const FIRST_LOAD_KB = 300;

/** Fails the build when what the journeys list loads before it can be used grows over the budget (script, gzip). */
function firstLoadBudget(): Plugin {
  return {
    name: 'first-load-budget',
    generateBundle(_, bundle) {
      const needed = new Set<string>();
      const take = (fileName: string): void => {
        const chunk = bundle[fileName];
        if (chunk?.type !== 'chunk' || needed.has(fileName)) return;
        needed.add(fileName);
        for (const next of chunk.imports) take(next);
      };
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === 'chunk' && (chunk.isEntry || chunk.facadeModuleId?.endsWith('/journeys-screen.tsx'))) take(chunk.fileName);
      }
      const bytes = [...needed].reduce((sum, name) => sum + (bundle[name]?.type === 'chunk' ? gzipSync(bundle[name].code).length : 0), 0);
      const kb = Math.round(bytes / 1024);
      if (kb > FIRST_LOAD_KB) this.error(`The journeys list would load ${kb} KB of script (gzip); the budget is ${FIRST_LOAD_KB} KB. Load what it does not need on demand.`);
      this.info(`the journeys list loads ${kb} KB of script (gzip) in ${needed.size} files; the budget is ${FIRST_LOAD_KB} KB`);
    },
  };
}

export default defineConfig({
  plugins: [react(), firstLoadBudget()],
  server: { port: 5173, proxy: { '/api': toRuntime, '/v1': toRuntime, '/healthz': toRuntime, '/u': toRuntime, '/w': toRuntime } },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // Without this an icon or a hook that two screens share is a file of its own, and the first screen asks for thirty files.
        codeSplitting: {
          groups: [
            { name: 'kit', test: /node_modules\/(?:react|react-dom|scheduler|clsx|tabbable|@mantine\/[^/]+|@tanstack\/[^/]+|@floating-ui\/[^/]+)\//, minShareCount: 3 },
            { name: 'parts', test: /(?:node_modules\/lucide-react|apps\/editor\/src\/(?:ui|api))\//, minShareCount: 3 },
          ],
        },
      },
    },
  },
});
