import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { JobDefinition } from '../../../kernel/contributions.js';
import type { AssembledHouse } from '../../../kernel/lifecycle.js';
import type { PluginContext } from '../../../kernel/plugin-context.js';
import type { Database } from '../../../kernel/ports.js';
import type { Clock } from '../../../values/clock.js';
import type { HouseTranslator } from '../../i18n/create-translator.js';
import { actorOfUser, findUserById } from '../../sessions/users.js';
import { USE_PANEL } from '../access-contribution.js';
import { makeActionDoor } from '../action-door.js';
import type { PanelReader } from '../panel-reader.js';
import { buildRegistry } from '../panel-registry.js';
import { makeSentences } from '../sentences.js';
import { orderSchema, type BulkReport } from './bulk-order.js';
import { runOverAll, type BulkMeans } from './run-over-all.js';

export const BULK_JOB = 'host.run-bulk-action';

const dataSchema = orderSchema.extend({ userId: z.string() });
export type BulkJobData = z.infer<typeof dataSchema>;

interface Means {
  readonly house: () => AssembledHouse;
  readonly database: Database;
  readonly translator: HouseTranslator;
  readonly clock: Clock;
}

/**
 * One start only: a record that was done before the process died would be done twice. What was left is seen in the list, and taken
 * up from there.
 */
export function bulkJob(means: Means): JobDefinition<BulkJobData> {
  let parts: BulkMeans | null = null;
  return {
    name: BULK_JOB,
    permission: 'host.jobs.manage',
    attempts: 1,
    concurrency: 2,
    timeoutMs: 6 * 60 * 60_000,
    parse: (data) => dataSchema.parse(data),
    async run({ id, data, context, signal, progress }) {
      parts ??= partsOf(means);
      const reader = await readerNow(means, data.userId);
      const report = await runOverAll(parts, reader, data, { signal, progress });
      await keepReport(context, id, report);
    },
  };
}

function partsOf({ house, database, translator, clock }: Means): BulkMeans {
  const registry = buildRegistry(house(), database, clock);
  const sentences = makeSentences(translator);
  return { registry, sentences, actions: makeActionDoor(registry, translator, sentences) };
}

/** Whoever asked may have lost the permission, or the office, since. The door that took the order has seen to who it was. */
async function readerNow({ house, database }: Means, userId: string): Promise<PanelReader> {
  const user = await findUserById(database, userId);
  if (!user?.active) throw new Error('whoever asked for this may not sign in any more');
  const actor = { ...(await actorOfUser(database, user)), via: 'job' as const };
  const { may } = house();
  if (!may(actor, USE_PANEL)) throw new Error('whoever asked for this may not use the panel any more');
  return {
    email: user.email,
    actor,
    language: actor.language,
    may: (permission) => may(actor, permission),
    isFresh: () => Promise.resolve(true),
  };
}

async function keepReport(context: PluginContext, jobId: string, report: BulkReport): Promise<void> {
  await writeFile(await reportPath(context, jobId), JSON.stringify(report), { mode: 0o600 });
}

/** Null where there is none, or not yet. */
export async function readReport(context: PluginContext, jobId: string): Promise<BulkReport | null> {
  if (!/^[\w-]{1,36}$/.test(jobId)) return null;
  try {
    return JSON.parse(await readFile(await reportPath(context, jobId), 'utf8')) as BulkReport;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function reportPath(context: PluginContext, jobId: string): Promise<string> {
  return join(await context.storage.folder('bulk-reports'), `${jobId}.json`);
}
