import { Router, type Request } from 'express';
import { isSameSecret } from '../../kernel/same-secret.js';
import type { HouseMetrics } from '../telemetry/create-metrics.js';

/** What the process knows about itself. */
export interface Readiness {
  /** set when the process is told to end */
  draining: boolean;
  /** why requests cannot be served, or null */
  readonly obstacle: () => Promise<string | null>;
}

interface Means {
  readonly readiness: Readiness;
  readonly metrics: HouseMetrics;
  readonly metricsToken: string | null;
}

const ANSWER_WITHIN_MS = 2000;

/** For balancers and monitors: /healthz lives, /readyz can serve, /metrics for Prometheus on this machine or with the token. */
export function healthRoutes({ readiness, metrics, metricsToken }: Means): Router {
  const router = Router();
  router.get(
    '/healthz',
    (_request, response) => void response.set('Cache-Control', 'no-store').json({ status: 'live' }),
  );
  router.get('/readyz', async (_request, response) => {
    const obstacle = readiness.draining ? 'draining' : await withinTime(readiness.obstacle());
    response
      .status(obstacle === null ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json(obstacle === null ? { status: 'ready' } : { status: 'not ready', reason: obstacle });
  });
  router.get('/metrics', async (request, response) => {
    if (!mayReadMetrics(request, metricsToken)) return void response.status(403).end();
    response
      .set('Cache-Control', 'no-store')
      .type(metrics.contentType)
      .send(await metrics.text());
  });
  return router;
}

async function withinTime(work: Promise<string | null>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>(
    (resolve) => (timer = setTimeout(() => resolve('database'), ANSWER_WITHIN_MS)),
  );
  try {
    return await Promise.race([work.catch(() => 'database'), late]);
  } finally {
    clearTimeout(timer);
  }
}

function mayReadMetrics(request: Request, token: string | null): boolean {
  const given = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1];
  if (token !== null && given !== undefined) return isSameSecret(given, token);
  // A proxy on this machine speaks for somebody else.
  return (
    request.get('x-forwarded-for') === undefined &&
    /^(::1|(::ffff:)?127\.)/.test(request.socket.remoteAddress ?? '')
  );
}
