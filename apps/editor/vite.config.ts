import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** In development the page is served here and the API by the runtime on its default port. */
const runtime = process.env['ATTUNE_URL'] ?? 'http://127.0.0.1:3000';
const toRuntime = { target: runtime, changeOrigin: false };

export default defineConfig({
  plugins: [react()],
  server: { port: 5173, strictPort: false, proxy: { '/api': toRuntime, '/v1': toRuntime, '/healthz': toRuntime, '/u': toRuntime, '/w': toRuntime } },
  build: {
    target: 'es2022',
    sourcemap: false,
    // The canvas and the code editor are chunks of their own and load on demand; the first load is checked by scripts of the tests.
    chunkSizeWarningLimit: 600,
  },
});
