import type { HostTables } from '../../../generated/tables/host.js';
import type { Actor } from '../../kernel/permissions.js';
import type { Database, Logger } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';
import type { Clock } from '../../values/clock.js';
import { digestOf } from '../sessions/tokens.js';
import { actorOfUser, findUserById } from '../sessions/users.js';
import { scopesOf } from './api-keys.js';
import { isWellFormedKey } from './key-format.js';

/** Who calls, and what stands for them: their key, or their session. */
export interface Caller {
  readonly actor: Actor;
  /** `key:<id>` or `user:<id>`: what limits and idempotency keys are counted under */
  readonly account: string;
  /** false: who it is must be shown again before what is dangerous */
  isFresh(): Promise<boolean>;
}

export type FindKeyCaller = (key: string) => Promise<Caller | null>;

interface Means {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly demoLogins: boolean;
}

interface KnownCaller extends Caller {
  readonly expiresAt: number;
}

/** A key that was revoked, and every key of a user who was deactivated, is dead within this time, on every process. */
const FRESH_MS = 1000;
const REMEMBERED_AT_MOST = 10_000;
const NOTED_EVERY_MS = 60_000;

/** Finds whose key it is. A key has what its user has, within its scopes, looked up anew every second. */
export function createKeyCallers({ database, clock, log, demoLogins }: Means): FindKeyCaller {
  const recent = new Map<string, { readonly at: number; readonly caller: Promise<KnownCaller | null> }>();
  const notedAt = new Map<string, number>();
  const tables = queriesOf<HostTables>(database.queries);

  const noteUse = (id: string, lastUsedAt: Date | null, now: number): void => {
    const last = Math.max(notedAt.get(id) ?? 0, lastUsedAt?.getTime() ?? 0);
    if (now - last < NOTED_EVERY_MS) return;
    if (notedAt.size >= REMEMBERED_AT_MOST) notedAt.clear();
    notedAt.set(id, now);
    tables
      .updateTable('api_key')
      .set({ last_used_at: new Date(now) })
      .where('id', '=', id)
      .execute()
      .catch((error: unknown) => log.warn({ err: error }, 'the use of an API key was not noted'));
  };

  const resolve = async (digest: string, now: number): Promise<KnownCaller | null> => {
    const key = await tables
      .selectFrom('api_key')
      .select(['id', 'user_id', 'scopes', 'expires_at', 'last_used_at', 'revoked_at'])
      .where('digest', '=', digest)
      .executeTakeFirst();
    if (!key || key.revoked_at !== null || key.expires_at.getTime() <= now) return null;
    const user = await findUserById(database, key.user_id);
    if (!user?.active || (!demoLogins && user.email.endsWith('@demo.test'))) return null;
    noteUse(key.id, key.last_used_at, now);
    const actor = await actorOfUser(database, user);
    return {
      actor: { ...actor, via: 'api', scopes: scopesOf(key.scopes) },
      account: `key:${key.id}`,
      isFresh: () => Promise.resolve(true),
      expiresAt: key.expires_at.getTime(),
    };
  };

  return async (key) => {
    if (!isWellFormedKey(key)) return null;
    const digest = digestOf(key);
    const now = clock.now().getTime();
    let known = recent.get(digest);
    if (!known || now - known.at >= FRESH_MS || now < known.at) {
      if (recent.size >= REMEMBERED_AT_MOST) recent.clear();
      known = { at: now, caller: resolve(digest, now) };
      recent.set(digest, known);
      known.caller.catch(() => recent.delete(digest));
    }
    const caller = await known.caller;
    return caller && caller.expiresAt > now ? caller : null;
  };
}
