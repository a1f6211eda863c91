import type { Kysely } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { Actor, PermissionName } from '../../kernel/permissions.js';
import type { Database, Transaction } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';
import type { Clock } from '../../values/clock.js';
import { newId } from '../../values/ids.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';
import { jsonText } from '../database/json-text.js';
import { digestOf } from '../sessions/tokens.js';
import { newKey } from './key-format.js';

const DAY_MS = 24 * 60 * 60_000;
export const MOST_DAYS = 365;
const KEYS_PER_USER = 50;

interface Means {
  readonly database: Database;
  readonly clock: Clock;
}

export interface KeyAsked {
  readonly userId: string;
  readonly name: string;
  /** names of permissions that the user has */
  readonly scopes: readonly PermissionName[];
  readonly days: number;
}

export interface CreatedKey {
  readonly id: string;
  /** shown this once: only its digest is kept */
  readonly key: string;
  readonly expiresAt: Date;
}

export interface KeyView {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly PermissionName[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** `grantable` are the scopes that the user may give. Refusals: api-key-name, api-key-scopes, api-key-days { most }, api-key-many. */
export async function createApiKey(
  { database, clock }: Means,
  actor: Actor,
  asked: KeyAsked,
  grantable: readonly PermissionName[],
): Promise<Result<CreatedKey, Refusal>> {
  const name = asked.name.trim();
  if (name === '' || name.length > 120) return err({ code: 'api-key-name' });
  if (!Number.isInteger(asked.days) || asked.days < 1 || asked.days > MOST_DAYS)
    return err({ code: 'api-key-days', most: MOST_DAYS });
  const scopes = [...new Set(asked.scopes)].sort();
  if (scopes.length === 0) return err({ code: 'api-key-scopes' });
  const foreign = scopes.find((scope) => !grantable.includes(scope));
  if (foreign !== undefined) return err({ code: 'api-key-scope-foreign', scope: foreign });
  const { text, prefix } = newKey();
  return database.transaction(async (tx) => {
    const now = clock.now();
    const alive = await keysOf(tx, asked.userId)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now)
      .execute();
    if (alive.length >= KEYS_PER_USER) return err({ code: 'api-key-many', most: KEYS_PER_USER });
    const row = {
      id: newId(),
      user_id: asked.userId,
      name,
      prefix,
      digest: digestOf(text),
      scopes: jsonText(scopes),
      created_at: now,
      expires_at: new Date(now.getTime() + asked.days * DAY_MS),
      last_used_at: null,
      revoked_at: null,
    };
    await tables(tx).insertInto('api_key').values(row).execute();
    await tx.audit({
      actor,
      action: 'host.create-api-key',
      entity: 'ApiKey',
      entityId: row.id,
      after: { userId: row.user_id, name, prefix, scopes, expiresAt: row.expires_at.toISOString() },
    });
    return ok({ id: row.id, key: text, expiresAt: row.expires_at });
  });
}

export async function apiKeysOf(database: Database, userId: string): Promise<readonly KeyView[]> {
  const rows = await keysOf(database, userId).orderBy('created_at', 'desc').orderBy('id', 'desc').execute();
  return rows.map((row) => ({ ...row, scopes: scopesOf(row.scopes) }));
}

/** `ownerId` null: whoever's it is. Refusals: api-key-unknown. */
export async function revokeApiKey(
  { database, clock }: Means,
  actor: Actor,
  id: string,
  ownerId: string | null,
): Promise<Result<{ readonly name: string }, Refusal>> {
  return database.transaction(async (tx) => {
    const found = await tables(tx)
      .selectFrom('api_key')
      .select(['name', 'user_id'])
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    if (!found || (ownerId !== null && found.user_id !== ownerId)) return err({ code: 'api-key-unknown' });
    await tables(tx).updateTable('api_key').set({ revoked_at: clock.now() }).where('id', '=', id).execute();
    await tx.audit({
      actor,
      action: 'host.revoke-api-key',
      entity: 'ApiKey',
      entityId: id,
      after: { userId: found.user_id, name: found.name },
    });
    return ok({ name: found.name });
  });
}

export function scopesOf(text: string): readonly PermissionName[] {
  const parsed: unknown = JSON.parse(text);
  return Array.isArray(parsed)
    ? parsed.filter((scope): scope is PermissionName => typeof scope === 'string')
    : [];
}

function keysOf(source: Database | Transaction, userId: string) {
  return tables(source)
    .selectFrom('api_key')
    .select([
      'id',
      'user_id as userId',
      'name',
      'prefix',
      'scopes',
      'created_at as createdAt',
      'expires_at as expiresAt',
      'last_used_at as lastUsedAt',
      'revoked_at as revokedAt',
    ])
    .where('user_id', '=', userId);
}

function tables(source: Database | Transaction): Kysely<HostTables> {
  return queriesOf<HostTables>(source.queries);
}
