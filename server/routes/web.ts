import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { callOf } from '@selfsame/models';
import express, { type RequestHandler, type Response, type Router } from 'express';
import { PageMissingError } from '../errors/service.ts';
import { compressed, isolated } from './runtime.ts';

/** Where `scripts/page.js` builds the page. */
const builtPage = join(import.meta.dirname, '../../page/dist');

/** Everything that the page needs comes from this server, and nothing may embed it. */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
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
export function webRoutes(router: Router, folder = builtPage): void {
  router.use(withoutConditions);
  router.use(isolated);
  router.use(compressed);
  router.get('/', (_req, res) => {
    if (!existsSync(join(folder, 'index.html'))) throw new PageMissingError();
    res.type('html').set('Cache-Control', 'no-cache').send(pageWithCommands(folder));
  });
  router.use(
    express.static(folder, {
      index: false,
      extensions: ['html'],
      acceptRanges: false,
      setHeaders: cacheNamed,
    }),
  );
}

/** The page tells what to call on this machine, which only its server knows. */
function pageWithCommands(folder: string): string {
  const names = ['index', 'models', 'train', 'refresh'];
  const commands = JSON.stringify(Object.fromEntries(names.map((name) => [name, callOf(name)])));
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  return page.replace(
    '<meta name="selfsame-commands" content="',
    (start) => start + commands.replaceAll('"', '&quot;'),
  );
}

/** A file in assets/ has a name of its own for whatever it holds. */
function cacheNamed(res: Response, path: string): void {
  const isNamed = basename(dirname(path)) === 'assets';
  res.set('Cache-Control', isNamed ? 'public, max-age=31536000, immutable' : 'no-cache');
}
