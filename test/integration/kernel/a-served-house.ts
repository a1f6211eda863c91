import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type ServerParts } from '../../../src/host/http/create-server.js';
import type { Readiness } from '../../../src/host/http/health-routes.js';
import { createTranslator } from '../../../src/host/i18n/create-translator.js';
import { createSessions } from '../../../src/host/sessions/create-sessions.js';
import { createUser } from '../../../src/host/sessions/users.js';
import { createSettingsStore } from '../../../src/host/settings/create-settings-store.js';
import { TEST_SECRET_KEY } from '../../harness/secret-key.js';
import { organisationSettings } from '../../../src/host/settings/organisation.js';
import { createStorage } from '../../../src/host/storage/create-storage.js';
import { createMetrics } from '../../../src/host/telemetry/create-metrics.js';
import type { Role } from '../../../src/kernel/permissions.js';
import { definePlugin, type House, type Plugin } from '../../../src/kernel/plugin.js';
import type { Logger } from '../../../src/kernel/ports.js';
import { systemClock } from '../../../src/values/clock.js';
import { testAccess } from '../../harness/access.js';
import { openTestDatabase, silentLog } from '../../harness/database.js';
import { admin, assembleTestHouse } from '../../harness/house.js';

const PASSWORD = 'correct horse battery';

/** A house with one plugin, served without its panel over a private port. */
export interface ServedTestHouse {
  readonly address: string;
  readonly server: Server;
  readonly parts: Pick<ServerParts, 'house' | 'translator'>;
  readonly readiness: Readiness;
  readonly logged: {
    readonly level: string;
    readonly facts: Readonly<Record<string, unknown>>;
    readonly message: string;
  }[];
  /** signs in as somebody of this role; the cookie to send along */
  cookieOf(role: Role): Promise<string>;
  /** names of files that lie in the upload folder */
  uploads(): readonly string[];
  close(): Promise<void>;
}

export async function serveTestHouse(
  plugin: Partial<Plugin> & { readonly register: (house: House) => void },
): Promise<ServedTestHouse> {
  const database = await openTestDatabase('sqlite');
  const folder = mkdtempSync(join(tmpdir(), 'house-served-'));
  const storage = createStorage(folder);
  const translator = await createTranslator(join(process.cwd(), 'locales'));
  const logged: ServedTestHouse['logged'] = [];
  const log: Logger = {
    debug: () => undefined,
    info: (facts, message) => void logged.push({ level: 'info', facts, message }),
    warn: (facts, message) => void logged.push({ level: 'warn', facts, message }),
    error: (facts, message) => void logged.push({ level: 'error', facts, message }),
  };
  const host = definePlugin({
    name: 'host',
    version: '0.1.0',
    host: '*',
    settings: organisationSettings,
    permissions: [],
    register: () => undefined,
  });
  const shop = definePlugin({ name: 'shop', version: '0.1.0', host: '*', permissions: [], ...plugin });
  const { house, close } = await assembleTestHouse(database, { plugins: [host, shop], ports: { storage } });
  const sessions = createSessions({
    ...{ clock: systemClock, translator, log: silentLog, publicUrl: null, redis: null, demoLogins: true },
    settings: createSettingsStore({
      database: database.port,
      clock: systemClock,
      secretKey: TEST_SECRET_KEY,
    }),
    secretKey: TEST_SECRET_KEY,
    party: null,
    signInScript: () => null,
    database: database.port,
    viewsRoot: join(process.cwd(), 'views'),
    links: testAccess(database.port),
    forgot: null,
  });
  const readiness: Readiness = {
    draining: false,
    obstacle: async () => {
      await database.ping();
      return null;
    },
  };
  const app = await createServer({
    ...{ house, translator, sessions, storage, readiness, log },
    configuration: { publicUrl: null, trustedProxies: 0, metricsToken: 'a metrics token' },
    metrics: createMetrics(),
    mountPanel: async () => undefined,
  });
  const server = createHttpServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    ...{ address, server, readiness, logged, parts: { house, translator } },
    async cookieOf(role) {
      const email = `${role}@shop.test`;
      const ids = {
        representativeId: role === 'representative' ? 'r' : null,
        managerId: role === 'manager' ? 'm' : null,
      };
      await createUser({ database: database.port, clock: systemClock }, admin, {
        email,
        name: role,
        password: PASSWORD,
        role,
        ...ids,
      });
      const answer = await fetch(`${address}/admin/login`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ email, password: PASSWORD }),
      });
      return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    },
    uploads: () => readdirSync(join(folder, 'host/uploads')),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
