// vite.config.ts: one page, hashed assets, nothing inlined (the page is served
// under a policy that allows only files of our own server).
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const backend = 'http://127.0.0.1:8015';

export default defineConfig({
  plugins: [svelte()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
  },
  server: {
    proxy: { '/v1': { target: backend, ws: true }, '/openapi.yaml': backend },
  },
  test: {
    include: ['src/**/*.test.ts'],
    env: { TZ: 'Asia/Shanghai' },
  },
});
