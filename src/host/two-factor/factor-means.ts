import { createHmac, hkdfSync } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { HostTables } from '../../../generated/tables/host.js';
import type { Database, Transaction } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';
import type { Clock } from '../../values/clock.js';
import type { SecretKeys } from '../sealing/key-ring.js';
import { createSecretBox, type SecretBox } from '../settings/secret-box.js';

/** What every part of the second factor works with. */
export interface FactorMeans {
  readonly database: Database;
  readonly clock: Clock;
  readonly keys: FactorKeys;
}

export interface FactorKeys {
  /** opens secrets of authenticator apps from before the database sealed them by itself */
  readonly formerSecrets: SecretBox;
  /** what a browser keeps between two steps: unreadable and unchangeable there */
  readonly tickets: SecretBox;
  /** by the present key, then by former ones */
  recoveryDigests(userId: string, code: string): readonly [string, ...string[]];
}

export function createFactorKeys(keys: SecretKeys): FactorKeys {
  const digestBy = (master: string, text: string): string => {
    const key = Buffer.from(hkdfSync('sha256', master, 'countinghouse', 'recovery-codes', 32));
    return createHmac('sha256', key).update(text).digest('hex');
  };
  return {
    formerSecrets: createSecretBox(keys, 'totp'),
    tickets: createSecretBox(keys, 'sign-in-tickets'),
    recoveryDigests(userId, code) {
      const text = `${userId}\0${code}`;
      const former = (keys.formerKeys ?? []).map((master) => digestBy(master, text));
      return [digestBy(keys.secretKey, text), ...former];
    },
  };
}

export function factorTables(source: Database | Transaction): Kysely<HostTables> {
  return queriesOf<HostTables>(source.queries);
}
