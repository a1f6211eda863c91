import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { Logger } from '../../kernel/ports.js';
import type { HouseMetrics } from '../telemetry/create-metrics.js';

declare module 'express-serve-static-core' {
  interface Request {
    /** names this request in answers and in the log */
    requestId: string;
  }
}

const QUIET = new Set(['/healthz', '/readyz', '/metrics']);

/** Numbers every request, logs what became of it (never its query or body: they hold names) and measures it. */
export function requestLog(log: Logger, metrics: HouseMetrics): RequestHandler {
  return (request, response, next) => {
    const begun = performance.now();
    const { path } = request;
    request.requestId = idFrom(request.get('x-request-id'));
    response.set('X-Request-Id', request.requestId);
    response.once('close', () => {
      const ms = performance.now() - begun;
      const status = response.writableFinished ? response.statusCode : 499;
      metrics.requestEnded({ method: request.method, route: routeOf(request), status, seconds: ms / 1000 });
      if (QUIET.has(path)) return;
      log.info(
        {
          id: request.requestId,
          method: request.method,
          // What opens a door without a session may stand in its address.
          path: path.startsWith('/x/') ? routeOf(request) : path,
          status,
          ms: Math.round(ms),
          user: request.actor?.userId,
        },
        'answered',
      );
    });
    next();
  };
}

/** A balancer's own number is kept, if it is one that cannot break a log line. */
function idFrom(given: string | undefined): string {
  return given !== undefined && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

function routeOf(request: Request): string {
  const { route } = request as { readonly route?: { readonly path?: unknown } };
  if (typeof route?.path === 'string') return request.baseUrl + route.path;
  return request.originalUrl.startsWith('/admin') ? '/admin/*' : 'unknown';
}
