import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Redis } from 'ioredis';
import semver from 'semver';
import type { Configuration } from '../../kernel/configuration.js';
import { BootRefused, reasonOf } from '../../kernel/failures.js';
import { assembleHouse, type AssembledHouse } from '../../kernel/lifecycle.js';
import type { Plugin } from '../../kernel/plugin.js';
import type { Ports } from '../../kernel/ports.js';
import { systemClock, type Clock } from '../../values/clock.js';
import { headSigner } from '../audit/chain.js';
import { exportSigner } from '../audit/export-signer.js';
import { createCache, type HouseCache } from '../cache/create-cache.js';
import { createCopies } from '../copies/create-copies.js';
import { openDatabase, type HouseDatabase } from '../database/open-database.js';
import { createDocuments, type HouseDocuments } from '../documents/create-documents.js';
import { bulkJob } from '../admin/bulk/bulk-job.js';
import { makeRecordAccess } from '../admin/record-access.js';
import { announceCommits } from '../events/announce-commits.js';
import { openNews, type News } from '../events/news.js';
import { createRelay, type Relay } from '../events/create-relay.js';
import { createHostPlugin } from '../host-plugin.js';
import { createTranslator, type HouseTranslator } from '../i18n/create-translator.js';
import { createAccess, type AccessMeans } from '../sessions/access-means.js';
import { createSignatures } from '../settings/create-signatures.js';
import { createSettingsStore, type SettingsStore } from '../settings/create-settings-store.js';
import { createStorage } from '../storage/create-storage.js';
import { createLog, type HouseLog } from '../telemetry/create-log.js';
import { createMetrics, type HouseMetrics } from '../telemetry/create-metrics.js';
import { mailHabitsOf } from '../mail/mail-habits.js';
import { organisationSettings } from '../settings/organisation.js';
import { mailPort } from '../mail/mail-port.js';
import { personalDataMeans } from '../personal-data/personal-data-means.js';
import { peoplePort } from '../sessions/people-port.js';
import { createMySignInMeans } from '../two-factor/factors-contribution.js';
import { relyingPartyOf } from '../two-factor/relying-party.js';
import { waitingMigrations } from './apply-migrations.js';
import { lateJobs, type LateJobs } from './late-jobs.js';
import { loadPlugins } from './load-plugins.js';
import { openRedis } from './open-redis.js';
import { rootFolder } from './root-folder.js';

/** What every process of the house is made of, whether it serves, works or runs one command. */
export interface OpenHouse {
  readonly configuration: Configuration;
  readonly root: string;
  readonly log: HouseLog;
  readonly clock: Clock;
  readonly translator: HouseTranslator;
  readonly database: HouseDatabase;
  /** sessions, login limits, what is remembered; null: the database or this process keeps them */
  readonly redis: Redis | null;
  readonly cache: HouseCache;
  readonly storage: Ports['storage'];
  readonly settings: SettingsStore;
  readonly access: AccessMeans;
  /** where it is reached from outside; known at the latest when it listens */
  readonly place: { origin: string };
  readonly documents: HouseDocuments;
  readonly jobs: LateJobs;
  readonly relay: Relay;
  /** what this process has written to the audit trail or to somebody's inbox */
  readonly news: News;
  readonly metrics: HouseMetrics;
  /** built in and from elsewhere, in no order */
  readonly plugins: readonly Plugin[];
  readonly house: AssembledHouse;
  close(): Promise<void>;
}

/**
 * Puts the house together without starting it: no plugin is started, no job is taken, and the database is connected to when it is
 * first asked.
 * @throws BootRefused
 */
export async function openHouse(
  configuration: Configuration,
  builtIn: readonly Plugin[],
  clock = systemClock,
): Promise<OpenHouse> {
  const root = rootFolder();
  const log = createLog(configuration.logLevel);
  const plugins = [...builtIn, ...(await loadPlugins(configuration.extraPlugins))];
  const translator = await createTranslator(join(root, 'locales'), plugins.flatMap(localesOf));
  const { secretKey, formerKeys } = configuration;
  const keys = { secretKey, formerKeys };
  const opened = await openDatabase({
    url: configuration.databaseUrl,
    log: log.logger('database'),
    clock,
    ...keys,
  });
  const news = openNews();
  const database: HouseDatabase = {
    ...opened,
    port: announceCommits(opened.port, { emitted: () => relay.wake(), noted: () => news.tell() }),
  };
  const redis = await openRedis(configuration.redisUrl, log);
  const cache = createCache({ database: database.port, redis });
  const settings = createSettingsStore({
    database: database.port,
    clock,
    ...keys,
  });
  const storage = createStorage(configuration.storage);
  const documents = createDocuments({
    viewsRoot: join(root, 'views'),
    translator,
    executablePath: configuration.browserPath,
    log: log.logger('documents'),
  });
  const jobs = lateJobs(async () => {
    const { createJobs } = await import('../jobs/create-jobs.js');
    return createJobs({
      url: configuration.jobsUrl,
      database,
      definitions: house.jobs.map(({ plugin, value }) => ({ plugin, definition: value })),
      contextOf: house.context,
      log: log.logger('jobs'),
      zone: async () => (await settings.organisation()).zone,
    });
  });
  const relay: Relay = createRelay({
    database: database.port,
    subscriptions: () => house.subscriptions,
    contextOf: (plugin) => house.context(plugin),
    log: log.logger('events'),
  });
  const place = { origin: originOf(configuration) };
  const access = createAccess({
    ...{ clock, redis, database: database.port, viewsRoot: join(root, 'views') },
    ...keys,
    smtpUrl: configuration.smtpUrl,
    origin: () => place.origin,
    mailHabits: async () => mailHabitsOf(await settings.read('host', organisationSettings)),
    permissions: () => house.permissions,
  });
  const version = hostVersion(root);
  const house: AssembledHouse = assembleHouse({
    plugins: [
      createHostPlugin({
        version,
        access,
        database,
        documents,
        relay,
        keys,
        sign: headSigner(keys.secretKey, keys.formerKeys),
        signer: exportSigner(configuration.secretKey),
        factors: createMySignInMeans({
          ...{ clock, settings, ...keys },
          database: database.port,
          party: relyingPartyOf(configuration),
        }),
        served: () => house,
        bulkWork: bulkJob({ house: () => house, database: database.port, translator, clock }),
        waitingMigrations: () => waitingMigrations(opened, plugins),
      }),
      ...plugins,
    ],
    hostVersion: version,
    satisfies: (candidate, range) => semver.satisfies(candidate, range, { includePrerelease: true }),
    ports: {
      clock,
      database: database.port,
      jobs: jobs.port,
      documents,
      translator,
      storage,
      records: makeRecordAccess(() => house, database.port, clock),
      cache: cache.over,
      people: peoplePort(database.port),
      mail: mailPort({
        mail: access.mail,
        organisation: () => settings.organisation(),
        origin: () => place.origin,
      }),
      signatures: createSignatures(keys),
      personalData: personalDataMeans(access.sessions),
      copies: createCopies({
        ...{ database, storage, clock, keys: configuration, house: () => house },
        log: log.logger('copies'),
      }),
      environment: configuration.environment,
      logger: log.logger,
    },
    settingsStore: settings,
  });

  return {
    ...{
      configuration,
      root,
      log,
      clock,
      translator,
      database,
      redis,
      cache,
      storage,
      settings,
      access,
      place,
      documents,
      jobs,
      relay,
      news,
      plugins,
      house,
    },
    metrics: createMetrics(),
    async close() {
      await relay.stop();
      await (await jobs.opened())?.close();
      access.mail?.close();
      await documents.close();
      redis?.disconnect();
      await database.close();
      log.flush();
    },
  };
}

/** @throws BootRefused database-unreachable, without the password that DATABASE_URL may carry */
export async function reachDatabase({
  database,
  configuration,
}: Pick<OpenHouse, 'database' | 'configuration'>): Promise<void> {
  try {
    await database.ping();
  } catch (error) {
    throw new BootRefused(
      'database-unreachable',
      { address: addressOf(configuration.databaseUrl), reason: reasonOf(error) },
      { cause: error },
    );
  }
}

function addressOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { protocol, host, pathname } = new URL(url);
  return host ? `${protocol}//${host}${pathname}` : url;
}

/** What PUBLIC_URL says goes before where it listens; a request is never asked. */
function originOf({ publicUrl, host, port }: Configuration): string {
  if (publicUrl !== null) return new URL(publicUrl).origin;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function hostVersion(root: string): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

function localesOf({ files }: Plugin): readonly string[] {
  const folder = files && fileURLToPath(new URL('locales', files));
  return folder && existsSync(folder) ? [folder] : [];
}
