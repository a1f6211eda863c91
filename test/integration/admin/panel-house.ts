// A house with a panel, served from memory: a small plugin over the billing tables, people of every role, and a browser that keeps
// its cookies.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import semver from 'semver';
import supertest from 'supertest';
import type { BillingTables } from '../../../generated/tables/billing.js';
import { ACCESS_PERMISSIONS, contributeAccess } from '../../../src/host/admin/access-contribution.js';
import { createCache } from '../../../src/host/cache/create-cache.js';
import { AUDIT_PERMISSIONS, contributeAudit } from '../../../src/host/audit/audit-contribution.js';
import { headSigner } from '../../../src/host/audit/chain.js';
import { exportSigner } from '../../../src/host/audit/export-signer.js';
import { mountAdmin } from '../../../src/host/admin/mount-admin.js';
import {
  COLLABORATION_PERMISSIONS,
  contributeCollaboration,
} from '../../../src/host/collaboration/collaboration-contribution.js';
import type { AccessMeans } from '../../../src/host/sessions/access-means.js';
import { createServer } from '../../../src/host/http/create-server.js';
import { contributeTrash, TRASH_PERMISSIONS } from '../../../src/host/trash/trash-contribution.js';
import { mailPort } from '../../../src/host/mail/mail-port.js';
import { personalDataMeans } from '../../../src/host/personal-data/personal-data-means.js';
import { createDatabaseSessionStore } from '../../../src/host/sessions/database-session-store.js';
import { peoplePort } from '../../../src/host/sessions/people-port.js';
import { createTranslator } from '../../../src/host/i18n/create-translator.js';
import { createSessions, type HouseSessions } from '../../../src/host/sessions/create-sessions.js';
import { createUser } from '../../../src/host/sessions/users.js';
import { JOB_PERMISSIONS } from '../../../src/host/jobs/jobs-contribution.js';
import { createCopies } from '../../../src/host/copies/create-copies.js';
import { createSignatures } from '../../../src/host/settings/create-signatures.js';
import { createSettingsStore } from '../../../src/host/settings/create-settings-store.js';
import { organisationSettings } from '../../../src/host/settings/organisation.js';
import { contributeFactors, createMySignInMeans } from '../../../src/host/two-factor/factors-contribution.js';
import type { MySignInMeans } from '../../../src/host/two-factor/my-sign-in-routes.js';
import { createStorage } from '../../../src/host/storage/create-storage.js';
import { createMetrics } from '../../../src/host/telemetry/create-metrics.js';
import { assembleHouse, type AssembledHouse } from '../../../src/kernel/lifecycle.js';
import type { Actor, Role } from '../../../src/kernel/permissions.js';
import { definePlugin, type Plugin } from '../../../src/kernel/plugin.js';
import type { Documents, Jobs, Logger } from '../../../src/kernel/ports.js';
import { queriesOf } from '../../../src/query/queries.js';
import { VIEW_PERMISSIONS } from '../../../src/host/views/contribute-views.js';
import { contributePreferences } from '../../../src/host/views/preferences.js';
import { systemClock, type Clock } from '../../../src/values/clock.js';
import { newId } from '../../../src/values/ids.js';
import { testAccess } from '../../harness/access.js';
import { TEST_SECRET_KEY } from '../../harness/secret-key.js';
import { silentLog, type TestDatabase } from '../../harness/database.js';
import { counter } from './counter-plugin.js';
import { makeRecordAccess } from '../../../src/host/admin/record-access.js';

export const SECRET_KEY = 'k'.repeat(32);
export const PARTY = { id: 'house.test', origin: 'https://house.test' };
export const PASSWORD = 'a long enough password';
export const system: Actor = {
  userId: null,
  name: 'system',
  role: 'admin',
  via: 'system',
  language: 'en',
  representativeId: null,
  managerId: null,
  officeIds: [],
};

const hostPlugin = (access: AccessMeans, factors: MySignInMeans): Plugin =>
  definePlugin({
    name: 'host',
    version: '0.1.0',
    host: '*',
    settings: organisationSettings,
    permissions: [
      ...ACCESS_PERMISSIONS,
      ...AUDIT_PERMISSIONS,
      ...TRASH_PERMISSIONS,
      ...COLLABORATION_PERMISSIONS,
      ...JOB_PERMISSIONS,
      ...VIEW_PERMISSIONS,
    ],
    register(house) {
      contributeAccess(house, access);
      contributeAudit(house, headSigner(TEST_SECRET_KEY), exportSigner(TEST_SECRET_KEY));
      contributeTrash(house);
      contributeFactors(house, factors);
      contributeCollaboration(house);
      contributePreferences(house);
    },
  });

export interface PanelHouse {
  readonly app: Express;
  readonly house: AssembledHouse;
  readonly sessions: HouseSessions;
  readonly database: TestDatabase;
  readonly access: AccessMeans;
  /** addresses for which a new password was asked at the door */
  readonly asked: readonly string[];
  readonly rows: PanelRows;
}

interface Options {
  readonly plugins?: readonly Plugin[];
  readonly clock?: Clock;
  readonly publicUrl?: string | null;
  readonly demoLogins?: boolean;
  readonly smtpUrl?: string | null;
  readonly jobs?: Jobs;
}

export async function openPanelHouse(database: TestDatabase, options: Options = {}): Promise<PanelHouse> {
  const {
    clock = systemClock,
    publicUrl = null,
    demoLogins = true,
    smtpUrl = null,
    jobs = absent<Jobs>('jobs'),
  } = options;
  const translator = await createTranslator('locales');
  const settings = createSettingsStore({ database: database.port, clock, secretKey: SECRET_KEY });
  const factors = createMySignInMeans({
    ...{ clock, settings, secretKey: SECRET_KEY, party: PARTY },
    database: database.port,
  });
  const storage = createStorage(mkdtempSync(join(tmpdir(), 'panel-')));
  const ports = {
    clock,
    database: database.port,
    jobs,
    documents: absent<Documents>('documents'),
    translator,
    storage,
    records: makeRecordAccess(() => house, database.port, clock),
    cache: createCache({ database: database.port, redis: null }).over,
    people: peoplePort(database.port),
    mail: mailPort({
      mail: null,
      organisation: () => settings.organisation(),
      origin: () => publicUrl ?? 'http://house.test',
    }),
    signatures: createSignatures({ secretKey: SECRET_KEY }),
    personalData: personalDataMeans(createDatabaseSessionStore(database.port)),
    copies: createCopies({
      ...{ database, clock, storage, log: silentLog, house: () => house },
      keys: { secretKey: SECRET_KEY },
    }),
    environment: {},
    logger: () => silentLog,
  };
  const access = testAccess(database.port, {
    clock,
    smtpUrl,
    origin: publicUrl ?? 'http://house.test',
    permissions: () => house.permissions,
  });
  const asked: string[] = [];
  const house: AssembledHouse = assembleHouse({
    plugins: [hostPlugin(access, factors), ...(options.plugins ?? [counter])],
    hostVersion: '0.1.0',
    satisfies: (version, range) => semver.satisfies(version, range),
    ports,
    settingsStore: settings,
  });
  const sessions = createSessions({
    database: database.port,
    clock,
    translator,
    log: silentLog,
    publicUrl,
    redis: null,
    demoLogins,
    viewsRoot: 'views',
    links: access,
    forgot: async (email) => {
      asked.push(email);
    },
    settings,
    secretKey: SECRET_KEY,
    party: PARTY,
    signInScript: () => '/admin/assets/panel/sign-in.js',
  });
  const app = await createServer({
    house,
    configuration: { publicUrl, trustedProxies: 0, metricsToken: null },
    translator,
    sessions,
    storage,
    metrics: createMetrics(),
    readiness: { draining: false, obstacle: () => Promise.resolve(null) },
    log: loudLog,
    mountPanel: async (server) =>
      mountAdmin(server, {
        house,
        database: database.port,
        translator,
        settings,
        sessions,
        clock,
        log: silentLog,
        panelRoot: 'dist/no-panel',
      }),
  });
  return { app, house, sessions, database, access, asked, rows: await seed(database) };
}

/** A specification that meets a failure of the house shows it. */
const loudLog: Logger = {
  ...silentLog,
  error: (facts, message) => console.error(message, facts['err'] ?? facts),
};

function absent<Port extends object>(name: string): Port {
  return new Proxy({} as Port, {
    get: () => () => {
      throw new Error(`no ${name} here`);
    },
  });
}

/** Somebody's browser. */
export type Browser = ReturnType<typeof supertest.agent>;

/** It says, as browsers do, that it asks from a page of the house. */
export function browser(house: PanelHouse): Browser {
  return supertest.agent(house.app).set('sec-fetch-site', 'same-origin');
}

export async function signedIn(house: PanelHouse, email: string): Promise<Browser> {
  const agent = browser(house);
  await agent.post('/admin/login').type('form').send({ email, password: PASSWORD }).expect(303);
  return agent;
}

export interface PanelRows {
  readonly geo: string;
  readonly officeA: string;
  readonly officeB: string;
  readonly repA: string;
  readonly repB: string;
  readonly invoicesA: readonly string[];
  readonly invoicesB: readonly string[];
  readonly product: string;
}

/** A larger amount than a float can hold: 90 071 992 547 409.93 */
export const HUGE = 9_007_199_254_740_993n;

async function seed(database: TestDatabase): Promise<PanelRows> {
  const tables = queriesOf<BillingTables>(database.port.queries);
  const now = new Date('2026-01-02T03:04:05.678Z');
  const stamps = { created_at: now, updated_at: now };
  const geo = newId();
  const [officeA, officeB, repA, repB, manager, product] = [
    newId(),
    newId(),
    newId(),
    newId(),
    newId(),
    newId(),
  ] as [string, string, string, string, string, string];
  await tables
    .insertInto('geo')
    .values({ id: geo, code: 'G1', name: 'Harbour', ...stamps })
    .execute();
  await tables
    .insertInto('office')
    .values([
      { id: officeA, code: 'A', name: 'Office A', geo_id: geo, ...stamps },
      { id: officeB, code: 'B', name: 'Office B', geo_id: geo, ...stamps },
    ])
    .execute();
  await tables
    .insertInto('manager')
    .values({ id: manager, code: 'M1', name: 'Mara', ...stamps })
    .execute();
  await tables
    .insertInto('office_manager')
    .values({ id: newId(), office_id: officeA, manager_id: manager })
    .execute();
  const representative = (id: string, code: string, office: string, currency: string) => ({
    id,
    code,
    name: `Representative ${code}`,
    office_id: office,
    geo_id: geo,
    currency,
    credit_limit: HUGE,
    email: `${code.toLowerCase()}@secret.example`,
    ...stamps,
  });
  await tables
    .insertInto('representative')
    .values([representative(repA, 'RA', officeA, 'EUR'), representative(repB, 'RB', officeB, 'JPY')])
    .execute();
  await tables
    .insertInto('product')
    .values({
      id: product,
      code: 'P1',
      name: 'Line',
      unit_price: HUGE,
      currency: 'EUR',
      tax_rate: 55_000,
      ...stamps,
    })
    .execute();
  const invoice = (number: string, rep: string, currency: string, total: bigint, issued: string) => ({
    id: newId(),
    number,
    representative_id: rep,
    status: 'issued',
    currency,
    issue_date: issued,
    due_date: issued,
    net: total,
    total,
    outstanding: total,
    note: `secret of ${number}`,
    import_ref: `secret of ${number}`,
    ...stamps,
  });
  const rowsA = [
    invoice('A-1', repA, 'EUR', 10_000n, '2026-01-01'),
    invoice('A-2', repA, 'EUR', HUGE, '2026-02-01'),
  ];
  const rowsB = [
    invoice('B-1', repB, 'JPY', 10_000n, '2026-01-15'),
    invoice('B-2', repB, 'JPY', 99n, '2026-03-01'),
  ];
  await tables
    .insertInto('invoice')
    .values([...rowsA, ...rowsB])
    .execute();
  const person = (role: Role, more: object = {}) =>
    createUser({ database: database.port, clock: systemClock }, system, {
      email: `${role}@demo.test`,
      name: `The ${role}`,
      password: PASSWORD,
      role,
      ...more,
    });
  await person('admin');
  await person('operator');
  await person('manager', { managerId: manager });
  await person('representative', { representativeId: repA });
  return {
    geo,
    officeA,
    officeB,
    repA,
    repB,
    invoicesA: rowsA.map(({ id }) => id),
    invoicesB: rowsB.map(({ id }) => id),
    product,
  };
}
