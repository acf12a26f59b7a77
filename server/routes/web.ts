import express, { type Router } from 'express';

/** Everything that the page needs comes from this server, and nothing may embed it. */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page at `/`, that of the API at `/docs`, and the headers that guard every answer a browser may show. */
export function webRoutes(router: Router): void {
  router.use((_req, res, next) => {
    res.set({
      'Content-Security-Policy': contentPolicy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Resource-Policy': 'same-origin',
    });
    next();
  });
  router.use(
    express.static(`${import.meta.dirname}/../web`, {
      index: 'index.html',
      extensions: ['html'],
    }),
  );
}
