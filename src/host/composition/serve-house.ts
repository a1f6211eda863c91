import { setTimeout as wait } from 'node:timers/promises';
import type { Express } from 'express';
import { processRoles, readConfiguration } from '../../kernel/configuration.js';
import type { Environment } from '../../kernel/environment.js';
import type { Plugin } from '../../kernel/plugin.js';
import { applyMigrations, refuseWaitingMigrations } from './apply-migrations.js';
import { refuseForeignKey } from '../sealing/refuse-foreign-key.js';
import { beforeMigrations } from './before-migrations.js';
import { openHouse, reachDatabase, type OpenHouse } from './open-house.js';
import type { HouseWeb } from './open-web.js';

export interface ServedHouse {
  /** null in a process that serves nothing */
  readonly address: string | null;
  /** null likewise */
  readonly app: Express | null;
  readonly open: OpenHouse;
  /** Turns requests away, finishes what is under way, stops plugins in reverse, closes. Once: further calls wait for the first. */
  drain(): Promise<void>;
}

const REQUESTS_MS = 20_000;
const JOBS_MS = 20_000;

/**
 * Opens the house and does what its ROLE says.
 * @throws BootRefused; whatever was opened until then is closed again
 */
export async function serveHouse(environment: Environment, builtIn: readonly Plugin[]): Promise<ServedHouse> {
  const configuration = readConfiguration(environment);
  const open = await openHouse(configuration, builtIn);
  let web: HouseWeb | null = null;
  try {
    web = await start(open);
  } catch (error) {
    await open.house.stop();
    await open.close();
    throw error;
  }
  let draining: Promise<void> | null = null;
  return {
    address: web?.address ?? null,
    app: web?.app ?? null,
    open,
    drain: () => (draining ??= drain(open, web)),
  };
}

async function start(open: OpenHouse): Promise<HouseWeb | null> {
  const { configuration, database, plugins, house, jobs, relay } = open;
  await reachDatabase(open);
  if (configuration.migrateAtStart) await applyMigrations(database, plugins, beforeMigrations(house));
  else await refuseWaitingMigrations(database, plugins);
  await refuseForeignKey(database);
  const roles = processRoles(configuration.role);
  await house.start(roles);
  if (roles.includes('worker')) {
    relay.start();
    await (await jobs.open()).start();
  }
  if (!roles.includes('web')) return null;
  const { openWeb } = await import('./open-web.js');
  return openWeb(open);
}

async function drain(open: OpenHouse, web: HouseWeb | null): Promise<void> {
  open.log.logger('kernel').info({}, 'draining');
  web?.turnAway();
  if (web) await wait(open.configuration.drainSeconds * 1000);
  await Promise.all([web?.close(REQUESTS_MS), open.relay.stop(), drainJobs(open)]);
  await open.house.stop();
  await open.close();
}

async function drainJobs({ jobs }: OpenHouse): Promise<void> {
  await (await jobs.opened())?.drain(JOBS_MS);
}
