import type { Database, Transaction } from '../../kernel/ports.js';
import { factorTables } from './factor-means.js';

/** A passkey as WebAuthn asks for it. */
export interface KnownPasskey {
  readonly id: string;
  readonly userId: string;
  readonly credentialId: string;
  /** COSE, base64url */
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
}

/** A passkey as its owner sees it. */
export interface ListedPasskey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

export async function passkeysOf(
  source: Database | Transaction,
  userId: string,
): Promise<readonly (KnownPasskey & ListedPasskey)[]> {
  const rows = await factorTables(source)
    .selectFrom('passkey')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .execute();
  return rows.map(passkeyOf);
}

export async function findPasskey(
  source: Database | Transaction,
  credentialId: string,
): Promise<KnownPasskey | null> {
  const row = await factorTables(source)
    .selectFrom('passkey')
    .selectAll()
    .where('credential_id', '=', credentialId)
    .executeTakeFirst();
  // A database may compare texts without their case; a credential is its exact bytes.
  return row?.credential_id === credentialId ? passkeyOf(row) : null;
}

/** Notes a use. False when somebody else has used this counter, or a later one, already: a copied key. */
export async function noteUse(
  database: Database,
  passkey: KnownPasskey,
  use: { readonly counter: number; readonly backedUp: boolean; readonly at: Date },
): Promise<boolean> {
  const counts = use.counter > 0 || passkey.counter > 0;
  const noted = await factorTables(database)
    .updateTable('passkey')
    .set({ counter: BigInt(use.counter), backed_up: use.backedUp, last_used_at: use.at })
    .where('id', '=', passkey.id)
    .$if(counts, (query) => query.where('counter', '<', BigInt(use.counter)))
    .executeTakeFirst();
  return noted.numUpdatedRows > 0n;
}

interface Row {
  readonly id: string;
  readonly user_id: string;
  readonly credential_id: string;
  readonly public_key: string;
  readonly counter: bigint;
  readonly transports: string;
  readonly name: string;
  readonly created_at: Date;
  readonly last_used_at: Date | null;
}

function passkeyOf(row: Row): KnownPasskey & ListedPasskey {
  return {
    id: row.id,
    userId: row.user_id,
    credentialId: row.credential_id,
    publicKey: row.public_key,
    counter: Number(row.counter),
    transports: row.transports === '' ? [] : row.transports.split(','),
    name: row.name,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  };
}
