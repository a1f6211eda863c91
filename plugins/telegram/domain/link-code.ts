import { createHash, randomBytes } from 'node:crypto';

export const LINK_MINUTES = 10;

/** 32 random bytes in the letters that a deep link takes, 64 at most (Bot features, "Deep linking"). */
export const newLinkCode = (): string => randomBytes(32).toString('base64url');

/** What is kept of it: SHA-256, hex. */
export const digestOfCode = (code: string): string => createHash('sha256').update(code).digest('hex');

export const mayBeCode = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);
