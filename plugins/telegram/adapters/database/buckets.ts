import type { Database, Transaction } from '../../../../src/kernel/ports.js';
import { forUpdate } from '../../../../src/query/for-update.js';
import { insertIgnore } from '../../../../src/query/insert-ignore.js';
import {
  fullBucket,
  refilled,
  taken,
  waitFor,
  type Bucket,
  type BucketRule,
} from '../../domain/token-bucket.js';
import { telegramTables } from './tables.js';

export interface BucketOf {
  readonly key: string;
  readonly rule: BucketRule;
}

/**
 * Takes a token from each of the buckets, by the database's clock, and says after how many milliseconds it may be used: the promise is
 * kept in the bucket, so that those who come later wait longer.
 */
export async function reserve(database: Database, wanted: readonly BucketOf[]): Promise<number> {
  const now = await database.now();
  return database.transaction(async (tx) => {
    const buckets = await locked(tx, wanted, now);
    await keep(
      tx,
      buckets.map(({ of, bucket }) => ({ of, bucket: taken(bucket) })),
    );
    return Math.max(...buckets.map(({ of, bucket }) => waitFor(bucket, of.rule, now)));
  });
}

/** Takes a token from each when all can spare one at once, a further one left for others; otherwise takes nothing and says how long to wait, in milliseconds. */
export async function reserveSpare(database: Database, wanted: readonly BucketOf[]): Promise<number> {
  const now = await database.now();
  return database.transaction(async (tx) => {
    const buckets = await locked(tx, wanted, now);
    const waits = buckets.map(({ of, bucket }) =>
      waitFor(bucket, of.rule, now, Math.min(1, of.rule.capacity - 1)),
    );
    const wait = Math.max(...waits);
    if (wait > 0) return wait;
    await keep(
      tx,
      buckets.map(({ of, bucket }) => ({ of, bucket: taken(bucket) })),
    );
    return 0;
  });
}

/** Nothing is taken from it before `ms` have passed. */
export async function pause(database: Database, wanted: BucketOf, ms: number): Promise<void> {
  const now = await database.now();
  await database.transaction(async (tx) => {
    const [held] = await locked(tx, [wanted], now);
    if (!held) return;
    const until = new Date(now.getTime() + ms);
    const { pausedTo } = held.bucket;
    if (pausedTo !== null && pausedTo >= until) return;
    await keep(tx, [{ of: wanted, bucket: { ...held.bucket, pausedTo: until } }]);
  });
}

interface Held {
  readonly of: BucketOf;
  readonly bucket: Bucket;
}

/** In the order of their keys, so that two who want the same do not wait for each other. */
async function locked(tx: Transaction, wanted: readonly BucketOf[], now: Date): Promise<readonly Held[]> {
  const held: Held[] = [];
  for (const of of wanted.toSorted((one, other) => (one.key < other.key ? -1 : 1))) {
    const found = await find(tx, of.key);
    const bucket = found ?? (await create(tx, of, now));
    held.push({ of, bucket: refilled(bucket, of.rule, now) });
  }
  return held;
}

async function find(tx: Transaction, key: string): Promise<Bucket | null> {
  const query = telegramTables(tx.queries).selectFrom('telegram_bucket').selectAll().where('key', '=', key);
  const row = await forUpdate(tx.dialect, query).executeTakeFirst();
  return row ? { tokens: row.tokens, filledAt: row.filled_at, pausedTo: row.paused_to } : null;
}

async function create(tx: Transaction, { key, rule }: BucketOf, now: Date): Promise<Bucket> {
  const { tokens, filledAt } = fullBucket(rule, now);
  const insert = telegramTables(tx.queries)
    .insertInto('telegram_bucket')
    .values({ key, tokens: Math.round(tokens), filled_at: filledAt, paused_to: null });
  await insertIgnore(tx.dialect, insert, 'key').execute();
  return (await find(tx, key))!;
}

async function keep(tx: Transaction, held: readonly Held[]): Promise<void> {
  for (const { of, bucket } of held)
    await telegramTables(tx.queries)
      .updateTable('telegram_bucket')
      .set({ tokens: Math.round(bucket.tokens), filled_at: bucket.filledAt, paused_to: bucket.pausedTo })
      .where('key', '=', of.key)
      .execute();
}
