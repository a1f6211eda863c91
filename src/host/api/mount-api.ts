import { Router } from 'express';
import type { AssembledHouse } from '../../kernel/lifecycle.js';
import type { Logger } from '../../kernel/ports.js';
import type { HouseTranslator } from '../i18n/create-translator.js';
import type { HouseSessions } from '../sessions/create-sessions.js';
import { describeApi } from './openapi.js';
import { createAllowance } from './allowance.js';
import { createCallers } from './api-callers.js';
import { apiDoor } from './api-door.js';
import { referenceRoutes } from './reference.js';
import { createIdempotencyKeys } from './idempotency.js';
import { createKeyCallers } from './key-callers.js';

interface Means {
  readonly house: AssembledHouse;
  readonly translator: HouseTranslator;
  readonly sessions: HouseSessions;
  readonly log: Logger;
}

/** /api/v1, its document and its reference. */
export function apiRoutes({ house, translator, sessions, log }: Means): Router {
  const { clock, database, settings } = house.context('host');
  const findKeyCaller = createKeyCallers({
    ...{ database, clock, log },
    demoLogins: sessions.demoLogins,
  });
  const findCaller = createCallers(sessions, findKeyCaller);
  const router = Router({ caseSensitive: true, strict: true });
  router.use(referenceRoutes(sessions));
  router.use(
    '/api/v1',
    apiDoor({
      ...{ house, translator, log, findCaller },
      document: documentOf(house),
      spendAllowance: createAllowance(sessions.throttle, clock),
      limit: async () => Number((await settings())['apiRequestsPerMinute'] ?? 1200),
      keys: createIdempotencyKeys(database, clock),
    }),
  );
  return router;
}

/** Put together at the first request: most processes are never asked. */
function documentOf(house: AssembledHouse): () => string {
  let text: string | null = null;
  return () => (text ??= JSON.stringify(describeApi(house)));
}
