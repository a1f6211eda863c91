import type { AssembledHouse } from '../../kernel/lifecycle.js';
import type { Database, Records } from '../../kernel/ports.js';
import type { Clock } from '../../values/clock.js';
import { unreadOf } from '../collaboration/inbox.js';
import type { Audience, Reader } from './audience.js';
import { changesSince, endOfChain, type Change } from './changes.js';
import type { JobWatch, WatchedJob } from './job-watch.js';
import { makeReach, type Reach } from './reach.js';

interface Means {
  readonly house: Pick<AssembledHouse, 'resources' | 'may' | 'isUp'>;
  readonly database: Database;
  readonly clock: Clock;
  readonly records: Records;
  readonly audience: Audience;
  readonly jobs: JobWatch;
  /** a page is loaded, and its line open, within this time */
  readonly onItsWayMs: number;
}

export interface TellReaders {
  /** what changed since the last round, to everybody who may know of it; nothing is asked while nobody listens */
  round(): Promise<void>;
  /** what changed while a page that has just come was on its way, to it alone */
  welcome(reader: Reader): Promise<void>;
}

export function makeTellReaders(means: Means): TellReaders {
  const { house, database, clock, records, audience, jobs } = means;
  let seq: bigint | null = null;
  const unreadTold = new Map<string, number>();

  const tellChanges = async (readers: readonly Reader[], reach: Reach): Promise<void> => {
    seq ??= await endOfChain(database);
    const since = await changesSince(database, seq);
    await tell(readers, reach, since.changes);
    seq = since.seq;
  };

  const tellInboxes = async (readers: readonly Reader[]): Promise<void> => {
    const userIds = [...new Set(readers.flatMap(({ actor }) => actor.userId ?? []))];
    const unread = await unreadOf(database, userIds);
    for (const userId of userIds) {
      const count = unread.get(userId) ?? 0;
      const isNews = unreadTold.get(userId) !== count;
      unreadTold.set(userId, count);
      if (!isNews) continue;
      const theirs = readers.filter(({ actor }) => actor.userId === userId);
      for (const reader of theirs) reader.pass({ kind: 'inbox', unread: count });
    }
    for (const userId of unreadTold.keys()) if (!userIds.includes(userId)) unreadTold.delete(userId);
  };

  const greet = async ({ actor: { userId }, pass }: Reader): Promise<void> => {
    if (userId === null) return;
    const unread = (await unreadOf(database, [userId])).get(userId) ?? 0;
    if (!unreadTold.has(userId)) unreadTold.set(userId, unread);
    pass({ kind: 'inbox', unread });
  };

  const tellJobs = async (readers: readonly Reader[], reach: Reach): Promise<void> => {
    const moved = await jobs.look();
    for (const job of moved) await tellJob(readers, reach, job);
  };

  const round = async (): Promise<void> => {
    const readers = await audience.readers();
    if (readers.length === 0) return void (seq = null);
    const reach = makeReach(house, records);
    await tellChanges(readers, reach);
    await tellInboxes(readers);
    await tellJobs(readers, reach);
  };

  return {
    round,
    async welcome(reader) {
      const begin = await endOfChain(database, new Date(clock.now().getTime() - means.onItsWayMs));
      const since = await changesSince(database, begin);
      seq ??= since.seq;
      await tell([reader], makeReach(house, records), since.changes);
      await greet(reader);
    },
  };
}

async function tell(readers: readonly Reader[], reach: Reach, changes: readonly Change[]): Promise<void> {
  for (const change of changes)
    for (const reader of readers) {
      const hint = await reach(reader.actor, change);
      if (hint) reader.pass(hint);
    }
}

/** Those who may see jobs, and whoever asked for this one. */
async function tellJob(readers: readonly Reader[], reach: Reach, job: WatchedJob): Promise<void> {
  const { requestedBy, ...news } = job;
  const change: Change = { model: 'Job', of: null, ids: new Set([job.id]), isMany: false };
  for (const { actor, pass } of readers) {
    const sight = await reach(actor, change);
    if (sight || (requestedBy !== null && requestedBy === actor.userId)) pass({ kind: 'job', ...news });
    if (sight && (job.state !== 'running' || job.progress === 0)) pass(sight);
  }
}
