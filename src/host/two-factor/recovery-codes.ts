import { randomBytes } from 'node:crypto';
import type { Actor } from '../../kernel/permissions.js';
import type { Database, Transaction } from '../../kernel/ports.js';
import { newId } from '../../values/ids.js';
import { factorTables, type FactorMeans } from './factor-means.js';

export const RECOVERY_CODES = 10;
export const MY_SIGN_IN_PAGE = '/admin/pages/my-sign-in';

/** Crockford's base32: nothing that is mistaken for something else on paper. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/** 120 bits: enough for a plain digest (ASVS 6.5.2). */
const CHARACTERS = 24;
const GROUP = 6;

/** Gives somebody ten new codes; those from before open nothing any more. Only their digests are kept. */
export async function replaceRecoveryCodes(
  means: FactorMeans,
  tx: Transaction,
  userId: string,
): Promise<readonly string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newCode);
  const at = means.clock.now();
  await factorTables(tx).deleteFrom('recovery_code').where('user_id', '=', userId).execute();
  await factorTables(tx)
    .insertInto('recovery_code')
    .values(
      codes.map((code) => ({
        id: newId(),
        user_id: userId,
        digest: means.keys.recoveryDigests(userId, normal(code))[0],
        created_at: at,
        used_at: null,
      })),
    )
    .execute();
  return codes;
}

/** Takes a code once, and tells its owner that it was taken. */
export async function takeRecoveryCode(means: FactorMeans, actor: Actor, code: string): Promise<boolean> {
  const userId = actor.userId ?? '';
  const digests = means.keys.recoveryDigests(userId, normal(code));
  return means.database.transaction(async (tx) => {
    const taken = await factorTables(tx)
      .updateTable('recovery_code')
      .set({ used_at: means.clock.now() })
      .where('user_id', '=', userId)
      .where('digest', 'in', digests)
      .where('used_at', 'is', null)
      .executeTakeFirst();
    if (taken.numUpdatedRows === 0n) return false;
    const left = await countRecoveryCodes(tx, userId);
    await tx.audit({
      actor,
      action: 'host.use-recovery-code',
      entity: 'User',
      entityId: userId,
      after: { left },
    });
    await tx.inform({
      userIds: [userId],
      kind: 'host.recovery-code-used',
      facts: { count: left },
      link: MY_SIGN_IN_PAGE,
    });
    return true;
  });
}

export async function countRecoveryCodes(source: Database | Transaction, userId: string): Promise<number> {
  const { codes } = await factorTables(source)
    .selectFrom('recovery_code')
    .select(({ fn }) => fn.countAll().as('codes'))
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(codes);
}

function newCode(): string {
  const letters = [...randomBytes(CHARACTERS)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return letters.match(new RegExp(`.{${GROUP}}`, 'g'))?.join('-') ?? letters;
}

/** As somebody types it from paper. */
function normal(code: string): string {
  return code
    .toLowerCase()
    .replaceAll(/[^0-9a-z]/g, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1');
}
