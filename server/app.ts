import express, { type Express } from 'express';
import { RouteNotFoundError } from './errors/request.ts';
import { answerErrors } from './http/answerError.ts';
import { answerTimeout } from './http/answerTimeout.ts';
import { crossSite } from './http/crossSite.ts';
import { hostGuard } from './http/hostGuard.ts';
import { mount } from './http/mount.ts';
import { boundPipelined } from './http/pipelined.ts';
import { requestLog } from './http/requestLog.ts';
import { utf8Url } from './http/utf8Url.ts';
import { allEndpoints } from './routes/all.ts';
import { runtimeRoutes } from './routes/runtime.ts';
import { guardAnswers, webRoutes } from './routes/web.ts';
import type { Services } from './services.ts';

/** The HTTP app over running services; it holds no state of its own. */
export function createApp(services: Services): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // What ends in items/.. is that of the collection to many clients, with a slash: not its deletion.
  app.enable('strict routing');
  app.use(requestLog(services));
  app.use(boundPipelined());
  app.use(guardAnswers);
  app.use(answerTimeout(services.limits.answerMs));
  app.use(utf8Url);
  app.use(hostGuard(services.hosts));
  app.use(crossSite(services.corsOrigins));
  mount(app, allEndpoints(services), services);
  runtimeRoutes(app);
  webRoutes(app);
  app.use((req) => {
    throw new RouteNotFoundError(req.path);
  });
  app.use(answerErrors(services));
  return app;
}
