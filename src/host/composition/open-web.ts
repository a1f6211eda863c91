import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Express } from 'express';
import { BootRefused } from '../../kernel/failures.js';
import { PANEL_FILES, readManifest } from '../admin/panel-files.js';
import { createServer } from '../http/create-server.js';
import type { Readiness } from '../http/health-routes.js';
import type { ProgressNote } from '../jobs/progress-note.js';
import { FORGOTTEN_PASSWORD } from '../sessions/forgotten-password-job.js';
import { createSessions } from '../sessions/create-sessions.js';
import { relyingPartyOf } from '../two-factor/relying-party.js';
import { waitingMigrations } from './apply-migrations.js';
import { addGauges } from './house-gauges.js';
import type { OpenHouse } from './open-house.js';

export interface HouseWeb {
  /** where it listens */
  readonly address: string;
  /** every door that is open there */
  readonly app: Express;
  /** answers /readyz with 503; requests are served as before */
  turnAway(): void;
  /** takes no more connections and waits up to `ms` for the requests under way */
  close(ms: number): Promise<void>;
}

const KEEP_ALIVE_MS = 65_000;

/** @throws BootRefused address-taken */
export async function openWeb(open: OpenHouse): Promise<HouseWeb> {
  const { configuration, database, house, clock, translator, settings, log, root, redis } = open;
  const readiness: Readiness = { draining: false, obstacle: obstacleOf(open) };
  const sessions = createSessions({
    database: database.port,
    clock,
    translator,
    log: log.logger('sessions'),
    publicUrl: configuration.publicUrl,
    redis,
    demoLogins: configuration.demoLogins,
    viewsRoot: join(root, 'views'),
    links: open.access,
    forgot: open.access.mail ? askForMail(open) : null,
    settings,
    secretKey: configuration.secretKey,
    formerKeys: configuration.formerKeys,
    party: relyingPartyOf(configuration),
    signInScript: makeSignInScript(join(root, 'dist/panel')),
  });
  addGauges(open);
  const app = await createServer({
    ...{ house, configuration, translator, sessions, readiness },
    storage: open.storage,
    metrics: open.metrics,
    log: log.logger('http'),
    async mountPanel(panelApp) {
      const { mountAdmin } = await import('../admin/mount-admin.js');
      mountAdmin(panelApp, {
        ...{ house, translator, settings, sessions, clock },
        database: database.port,
        log: log.logger('panel'),
        panelRoot: join(root, 'dist/panel'),
      });
    },
  });
  const server = createHttpServer(app);
  const { openLive } = await import('../realtime/open-live.js');
  const live = openLive({
    ...{ server, house, redis },
    database: database.port,
    look: sessions.look,
    publicUrl: configuration.publicUrl,
    runningJobs: async () => (await open.jobs.opened())?.running() ?? new Map<string, ProgressNote>(),
    log: log.logger('live'),
  });
  open.news.listen(live.wake);
  // Longer than balancers keep a connection: it is they who end it, so none is ended while a request is on its way.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await listen(server, configuration.port, configuration.host);
  const address = addressOf(server, configuration.host);
  if (configuration.publicUrl === null) open.place.origin = address;
  return {
    address,
    app,
    turnAway() {
      readiness.draining = true;
      live.turnAway();
    },
    async close(ms) {
      await live.close();
      await closeWithin(server, ms);
    },
  };
}

function askForMail({ jobs }: OpenHouse): (email: string) => Promise<void> {
  return async (email) => {
    await jobs.port.schedule(FORGOTTEN_PASSWORD, { email });
  };
}

/** Read when the first login page is shown: the panel may be built while the house is up. */
function makeSignInScript(panelRoot: string): () => string | null {
  let name: string | undefined;
  return () => {
    name ??= readManifest(panelRoot)?.signIn;
    return name === undefined ? null : `${PANEL_FILES}/${name}`;
  };
}

/** Migrations are looked at until there are none; they do not come back while this process runs. */
function obstacleOf({ database, plugins }: OpenHouse): () => Promise<string | null> {
  let isMigrated = false;
  return async () => {
    await database.ping();
    isMigrated ||= (await waitingMigrations(database, plugins)).length === 0;
    return isMigrated ? null : 'migrations';
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new BootRefused('address-taken', { address: `${host}:${port}` }, { cause: error })
          : error,
      );
    });
    server.listen(port, host, resolve);
  });
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function closeWithin(server: Server, ms: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  await Promise.race([closed, wait(ms, undefined, { ref: false })]);
  server.closeAllConnections();
  await closed;
}
