import { createHmac, hkdfSync } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { Database, Transaction } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';
import type { Clock } from '../../values/clock.js';
import { createSecretBox, type SecretBox } from '../settings/secret-box.js';

/** What every part of the second factor works with. */
export interface FactorMeans {
  readonly database: Database;
  readonly clock: Clock;
  readonly keys: FactorKeys;
}

export interface FactorKeys {
  /** secrets of authenticator apps at rest */
  readonly secrets: SecretBox;
  /** what a browser keeps between two steps: unreadable and unchangeable there */
  readonly tickets: SecretBox;
  recoveryDigest(userId: string, code: string): string;
}

export function createFactorKeys(secretKey: string): FactorKeys {
  const recovery = Buffer.from(hkdfSync('sha256', secretKey, 'countinghouse', 'recovery-codes', 32));
  return {
    secrets: createSecretBox(secretKey, 'totp'),
    tickets: createSecretBox(secretKey, 'sign-in-tickets'),
    recoveryDigest: (userId, code) =>
      createHmac('sha256', recovery).update(`${userId}\0${code}`).digest('hex'),
  };
}

export function factorTables(source: Database | Transaction): Kysely<HostTables> {
  return queriesOf<HostTables>(source.queries);
}
