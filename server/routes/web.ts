import express, { type RequestHandler, type Router } from 'express';
import { isolated } from './runtime.ts';

/** Everything that the page needs comes from this server, and nothing may embed it. */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = new Map([
  ['Content-Security-Policy', contentPolicy],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
]);

/** Guards every answer: a browser may show any of them. */
export const guardAnswers: RequestHandler = (_req, res, next) => {
  res.setHeaders(headers);
  next();
};

/** These files are small: they are sent whole, whatever a client makes of a part that it has. */
const withoutConditions: RequestHandler = (req, _res, next) => {
  delete req.headers['if-match'];
  delete req.headers['if-unmodified-since'];
  next();
};

/** The page at `/`, and that of the API at `/docs`. */
export function webRoutes(router: Router): void {
  router.use(withoutConditions);
  router.use(isolated);
  router.use(
    express.static(`${import.meta.dirname}/../web`, {
      index: 'index.html',
      extensions: ['html'],
      acceptRanges: false,
    }),
  );
}
