import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { Database, Transaction } from '../../kernel/ports.js';
import { insertIgnore } from '../../query/insert-ignore.js';
import { queriesOf } from '../../query/queries.js';
import type { Clock } from '../../values/clock.js';
import { newId } from '../../values/ids.js';
import { jsonText } from '../database/json-text.js';

const KEPT_MS = 24 * 60 * 60_000;
/** A request that has not answered after this is taken for dead; should it live, it finds that it holds the key no more. */
const HELD_MS = 60_000;

export interface StoredAnswer {
  readonly status: number;
  /** JSON; null for an answer without a body */
  readonly body: string | null;
}

export type Claimed =
  /** this request may make the effect */
  | { readonly kind: 'held'; readonly claim: Claim }
  /** the effect stands, and its request died before it answered */
  | { readonly kind: 'effected'; readonly claim: Claim; readonly done: unknown }
  | { readonly kind: 'answered'; readonly answer: StoredAnswer }
  | { readonly kind: 'running'; readonly waitMs: number }
  | { readonly kind: 'other-request' };

export interface Claim {
  readonly key: string;
  readonly claim: string;
}

/** Somebody else has taken this request for dead and the key with it: what it did is rolled back. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
}

export interface IdempotencyKeys {
  /** `who` and `key` name it, `request` is all that must be the same: method, address, body. */
  claim(who: string, key: string, request: string): Promise<Claimed>;
  /** The database for the work under a claim: its transaction commits together with the note of what it did, or not at all. */
  databaseUnder(claim: Claim): Database;
  answer(claim: Claim, answer: StoredAnswer): Promise<void>;
  /** The request failed: the key is free again, unless the effect stands. */
  release(claim: Claim): Promise<void>;
}

type Row = Pick<
  HostTables['idempotency_key'],
  'request' | 'claim' | 'held_until' | 'effect' | 'status' | 'body' | 'expires_at'
>;

export function createIdempotencyKeys(database: Database, clock: Clock): IdempotencyKeys {
  const find = (key: string): Promise<Row | undefined> =>
    tables(database)
      .selectFrom('idempotency_key')
      .select(['request', 'claim', 'held_until', 'effect', 'status', 'body', 'expires_at'])
      .where('id', '=', key)
      .executeTakeFirst() as Promise<Row | undefined>;

  const reserve = async (key: string, request: string, now: Date): Promise<Claim | null> => {
    const claim = newId();
    const row = {
      id: key,
      request,
      claim,
      held_until: new Date(now.getTime() + HELD_MS),
      effect: null,
      status: null,
      body: null,
      created_at: now,
      expires_at: new Date(now.getTime() + KEPT_MS),
    };
    const insert = tables(database).insertInto('idempotency_key').values(row);
    const inserted = await insertIgnore(database.dialect, insert, 'id').executeTakeFirst();
    return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n ? { key, claim } : null;
  };

  /** Only one of those who find a dead request takes its place. */
  const takeOver = async (key: string, dead: string, now: Date): Promise<Claim | null> => {
    const claim = newId();
    const taken = await tables(database)
      .updateTable('idempotency_key')
      .set({ claim, held_until: new Date(now.getTime() + HELD_MS) })
      .where('id', '=', key)
      .where('claim', '=', dead)
      .where('status', 'is', null)
      .executeTakeFirst();
    return taken.numUpdatedRows > 0n ? { key, claim } : null;
  };

  return {
    async claim(who, key, request) {
      const id = digest(`${who}\n${key}`);
      const asked = digest(request);
      for (;;) {
        const now = clock.now();
        const found = await find(id);
        if (!found) {
          const claim = await reserve(id, asked, now);
          if (claim) return { kind: 'held', claim };
          continue;
        }
        if (found.expires_at <= now) {
          await forget(database, id, found.claim);
          continue;
        }
        if (found.request !== asked) return { kind: 'other-request' };
        if (found.status !== null)
          return { kind: 'answered', answer: { status: found.status, body: found.body } };
        const waitMs = found.held_until.getTime() - now.getTime();
        if (waitMs > 0) return { kind: 'running', waitMs };
        const claim = await takeOver(id, found.claim, now);
        if (!claim) continue;
        // What stood when the key was taken: the dead request may have come to its effect meanwhile.
        const effect = (await find(id))?.effect ?? null;
        if (effect === null) return { kind: 'held', claim };
        return { kind: 'effected', claim, done: JSON.parse(effect) as unknown };
      }
    },

    databaseUnder: (claim) => ({
      dialect: database.dialect,
      queries: database.queries,
      now: () => database.now(),
      transaction: (work) =>
        database.transaction(async (tx) => {
          const outcome = await work(tx);
          if (!isRefusal(outcome)) await noteEffect(tx, claim, outcome);
          return outcome;
        }),
    }),

    async answer({ key, claim }, { status, body }) {
      await tables(database)
        .updateTable('idempotency_key')
        .set({ status, body })
        .where('id', '=', key)
        .where('claim', '=', claim)
        .execute();
    },

    async release({ key, claim }) {
      await tables(database)
        .deleteFrom('idempotency_key')
        .where('id', '=', key)
        .where('claim', '=', claim)
        .where('effect', 'is', null)
        .where('status', 'is', null)
        .execute();
      await tables(database)
        .updateTable('idempotency_key')
        .set({ held_until: clock.now() })
        .where('id', '=', key)
        .where('claim', '=', claim)
        .where('status', 'is', null)
        .execute();
    },
  };
}

async function noteEffect(tx: Transaction, { key, claim }: Claim, outcome: unknown): Promise<void> {
  const noted = await tables(tx)
    .updateTable('idempotency_key')
    .set({ effect: jsonText(valueOf(outcome)) })
    .where('id', '=', key)
    .where('claim', '=', claim)
    .executeTakeFirst();
  if (noted.numUpdatedRows === 0n) throw new ClaimLost();
}

async function forget(database: Database, key: string, claim: string): Promise<void> {
  await tables(database)
    .deleteFrom('idempotency_key')
    .where('id', '=', key)
    .where('claim', '=', claim)
    .execute();
}

function isRefusal(outcome: unknown): boolean {
  return typeof outcome === 'object' && outcome !== null && 'ok' in outcome && outcome.ok === false;
}

/** A use case returns its transaction's result, and the operation what is in it. */
function valueOf(outcome: unknown): unknown {
  if (typeof outcome === 'object' && outcome !== null && 'ok' in outcome && 'value' in outcome)
    return outcome.value;
  return outcome;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function tables(source: Database | Transaction): Kysely<HostTables> {
  return queriesOf<HostTables>(source.queries);
}
