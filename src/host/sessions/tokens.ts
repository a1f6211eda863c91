import { createHash, randomBytes } from 'node:crypto';

/** 256 bits from the system: what the browser keeps. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the house keeps: a leaked table or backup opens no session. */
export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Changes with the password, so that a changed password ends every session that was opened with the old one. */
export function credentialMark(passwordHash: string): string {
  return digestOf(passwordHash).slice(0, 16);
}
