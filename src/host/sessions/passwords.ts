import { hash, verify } from '@node-rs/argon2';
import type { Refusal } from '../../values/result.js';
import { isCommonPassword } from './common-passwords.js';
import { newToken } from './tokens.js';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. The algorithm is the package's default. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const PASSWORD_LENGTH = { min: 12, max: 128 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/** Shorter parts of an address stand in too many words. */
const SHORTEST_NAME = 4;

/**
 * What a new password may not be (OWASP ASVS 5.0, 6.2): short, known to everybody, or the person's own address. Which characters it is
 * made of is nobody's business. Refusals: user-password-length { min, max }, user-password-address, user-password-common.
 */
export function passwordRefusal(password: string, email: string): Refusal | null {
  if (password.length < PASSWORD_LENGTH.min || password.length > PASSWORD_LENGTH.max)
    return { code: 'user-password-length', ...PASSWORD_LENGTH };
  const [name = ''] = email.trim().toLowerCase().split('@');
  if (name.length >= SHORTEST_NAME && password.toLowerCase().includes(name))
    return { code: 'user-password-address' };
  return isCommonPassword(password) ? { code: 'user-password-common' } : null;
}

/** Of a password that nobody knows: nobody gets in until a password is set. */
export function unknownPasswordHash(): Promise<string> {
  return hashPassword(newToken());
}

let decoy: Promise<string> | undefined;

/** Takes as long for an account that does not exist (`stored` null) as for one that does. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('no account has this password');
  const matches = await verify(stored ?? (await decoy), password.slice(0, PASSWORD_LENGTH.max));
  return stored !== null && matches;
}
