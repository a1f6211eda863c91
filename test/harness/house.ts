// The built-in plugins over a test database, put together as main does it, without a server.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeRecordAccess } from '../../src/host/admin/record-access.js';
import { createCache } from '../../src/host/cache/create-cache.js';
import { createCopies } from '../../src/host/copies/create-copies.js';
import { createTranslator } from '../../src/host/i18n/create-translator.js';
import { mailPort } from '../../src/host/mail/mail-port.js';
import { personalDataMeans } from '../../src/host/personal-data/personal-data-means.js';
import { createDatabaseSessionStore } from '../../src/host/sessions/database-session-store.js';
import { peoplePort } from '../../src/host/sessions/people-port.js';
import { createSignatures } from '../../src/host/settings/create-signatures.js';
import { createSettingsStore } from '../../src/host/settings/create-settings-store.js';
import { createStorage } from '../../src/host/storage/create-storage.js';
import { assembleHouse, type AssembledHouse } from '../../src/kernel/lifecycle.js';
import type { Actor } from '../../src/kernel/permissions.js';
import type { Environment } from '../../src/kernel/environment.js';
import type { Plugin } from '../../src/kernel/plugin.js';
import type { Ports } from '../../src/kernel/ports.js';
import { builtInPlugins } from '../../plugins/index.js';
import { systemClock, type Clock } from '../../src/values/clock.js';
import { TEST_SECRET_KEY } from './secret-key.js';
import type { TestDatabase } from './database.js';
import { silentLog } from './silent-log.js';

export interface TestHouse {
  readonly house: AssembledHouse;
  readonly ports: Ports;
  /** names and data of the jobs that were scheduled; none is run */
  readonly scheduled: { readonly name: string; readonly data: unknown }[];
  close(): void;
}

export interface TestHouseOptions {
  readonly environment?: Environment;
  readonly plugins?: readonly Plugin[];
  readonly clock?: Clock;
  readonly ports?: Partial<Ports>;
}

export const admin: Actor = {
  userId: null,
  name: 'admin@demo.test',
  role: 'admin',
  via: 'cli',
  language: 'en',
  representativeId: null,
  managerId: null,
  officeIds: [],
};

const printsNothing = (): Promise<never> => Promise.reject(new Error('this test prints nothing'));

export async function assembleTestHouse(
  database: TestDatabase,
  options: TestHouseOptions = {},
): Promise<TestHouse> {
  const { clock = systemClock, plugins = builtInPlugins } = options;
  const folder = mkdtempSync(join(tmpdir(), 'house-files-'));
  const scheduled: { name: string; data: unknown }[] = [];
  // What lies beside the house's files goes with them.
  const storage = createStorage(join(folder, 'files'));
  const ports: Ports = {
    clock,
    database: database.port,
    jobs: {
      schedule: async (name, data) => `${scheduled.push({ name, data })}`,
      find: async () => null,
      cancel: async () => false,
      retry: async () => false,
      runNow: async () => false,
    },
    documents: {
      html: printsNothing,
      letter: printsNothing,
      pdf: printsNothing,
      chart: printsNothing,
      picture: printsNothing,
    },
    translator: await createTranslator(join(process.cwd(), 'locales'), []),
    storage,
    records: makeRecordAccess(() => house, database.port, clock),
    cache: createCache({ database: database.port, redis: null }).over,
    people: peoplePort(database.port),
    mail: mailPort({
      mail: null,
      organisation: () => Promise.reject(new Error('this test sends no mail')),
      origin: () => 'http://house.test',
    }),
    signatures: createSignatures({ secretKey: 'a secret key of this specification' }),
    personalData: personalDataMeans(createDatabaseSessionStore(database.port)),
    copies: createCopies({
      ...{ database, clock, storage, log: silentLog, house: () => house },
      keys: { secretKey: TEST_SECRET_KEY },
    }),
    environment: options.environment ?? {},
    logger: () => silentLog,
    ...options.ports,
  };
  const house: AssembledHouse = assembleHouse({
    plugins,
    hostVersion: '0.1.0',
    satisfies: () => true,
    ports,
    settingsStore: createSettingsStore({
      database: database.port,
      clock,
      secretKey: TEST_SECRET_KEY,
    }),
  });
  return { house, ports, scheduled, close: () => rmSync(folder, { recursive: true, force: true }) };
}
