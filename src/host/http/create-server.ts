import express, { type Express } from 'express';
import type { Configuration } from '../../kernel/configuration.js';
import type { AssembledHouse } from '../../kernel/lifecycle.js';
import type { Logger, Storage } from '../../kernel/ports.js';
import type { HouseTranslator } from '../i18n/create-translator.js';
import type { HouseSessions } from '../sessions/create-sessions.js';
import type { HouseMetrics } from '../telemetry/create-metrics.js';
import { createAllowance } from '../api/allowance.js';
import { apiRoutes } from '../api/mount-api.js';
import { answerFailure, answerUnknown, makeAnswerRefusal } from './answer-failure.js';
import { healthRoutes, type Readiness } from './health-routes.js';
import { pluginRoutes } from './plugin-routes.js';
import { publicDoors } from './public-doors.js';
import { clearAbandonedUploads } from './receive-upload.js';
import { requestLog } from './request-log.js';
import { securityHeaders } from './security-headers.js';

export interface ServerParts {
  readonly house: AssembledHouse;
  readonly configuration: Pick<Configuration, 'publicUrl' | 'trustedProxies' | 'metricsToken'>;
  readonly translator: HouseTranslator;
  readonly sessions: HouseSessions;
  readonly storage: Storage;
  readonly metrics: HouseMetrics;
  readonly readiness: Readiness;
  readonly log: Logger;
  /** mounts the panel: after the plugins' own routes, and with no body parser before it */
  readonly mountPanel: (app: Express) => Promise<void>;
}

/** The house's web server. The order of the doors is the order of the checks. */
export async function createServer(parts: ServerParts): Promise<Express> {
  const { house, configuration, translator, sessions, metrics, readiness, log } = parts;
  const { languageOf, isFresh } = sessions;
  const answer = makeAnswerRefusal({ translator, languageOf });
  const { clock } = house.context('host');
  const uploadFolder = await parts.storage.folder('host/uploads');
  await clearAbandonedUploads(uploadFolder, clock.now());

  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', configuration.trustedProxies);
  app.use(requestLog(log, metrics));
  app.use(securityHeaders(configuration.publicUrl?.startsWith('https:') ?? false));
  app.use(healthRoutes({ readiness, metrics, metricsToken: configuration.metricsToken }));
  app.use(publicDoors({ house, translator, spendAllowance: createAllowance(sessions.throttle, clock) }));
  app.use(sessions.refuseForeignWrites);
  app.get('/', (_request, response) => response.redirect(303, '/admin'));
  app.use(apiRoutes({ house, translator, sessions, log }));
  app.use(sessions.routes);
  app.use('/admin', sessions.identify);
  app.use(
    pluginRoutes({ house, requireActor: sessions.requireActor, languageOf, isFresh, answer, uploadFolder }),
  );
  await parts.mountPanel(app);
  app.use(answerUnknown(answer));
  app.use(answerFailure({ translator, languageOf, log }, answer));
  return app;
}
