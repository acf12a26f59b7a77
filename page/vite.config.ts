import { defineConfig } from 'vite';

/**
 * The page at `/`, and that of the API at `/docs`, as static files. What the strict policy of the
 * server forbids is not made: nothing is inlined as a data URI, and nothing is preloaded by a script.
 */
export default defineConfig({
  base: './',
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: false,
    rollupOptions: {
      input: {
        index: `${import.meta.dirname}/index.html`,
        docs: `${import.meta.dirname}/docs.html`,
      },
    },
  },
  worker: { format: 'es' },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
