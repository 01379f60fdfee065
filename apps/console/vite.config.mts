import { defineConfig } from 'vite';

/** Chromium 109 is the last one for Windows 7, which commune offices still have. */
const OLDEST = 'chrome109';

// oxlint-disable-next-line import/no-default-export -- Vite reads its configuration from there
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  build: { target: OLDEST, cssTarget: OLDEST, sourcemap: false, modulePreload: { polyfill: false } },
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/dang-nhap': 'http://127.0.0.1:3000' } },
});
