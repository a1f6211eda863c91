/**
 * How a sealed value stands in the database: `~s1.<key id>.<purpose>.` and then, in base64url, 12 bytes of IV, what AES-256-GCM made
 * of the value, and its tag of 16 bytes. In a column of bytes the same three parts follow as they are.
 */
export interface SealedValue {
  readonly keyId: string;
  readonly purpose: string;
  readonly box: Buffer;
}

const MARK = '~s1.';
const HEAD = /^~s1\.([0-9a-f]{8})\.([a-z]{1,20})\.$/;
const LONGEST_HEAD = MARK.length + 8 + 1 + 20 + 1;
const MARK_BYTES = Buffer.from(MARK);

export const headOf = (keyId: string, purpose: string): string => `${MARK}${keyId}.${purpose}.`;

export function isSealed(value: unknown): value is string | Buffer {
  if (typeof value === 'string') return value.startsWith(MARK);
  return Buffer.isBuffer(value) && value.subarray(0, MARK.length).equals(MARK_BYTES);
}

/** Null where it only begins like one. */
export function partsOf(value: string | Buffer): SealedValue | null {
  const start = typeof value === 'string' ? value : value.toString('latin1', 0, LONGEST_HEAD);
  const end = endOfHead(start);
  const [, keyId, purpose] = HEAD.exec(start.slice(0, end)) ?? [];
  if (keyId === undefined || purpose === undefined) return null;
  const box = typeof value === 'string' ? Buffer.from(value.slice(end), 'base64url') : value.subarray(end);
  return { keyId, purpose, box };
}

function endOfHead(text: string): number {
  const purpose = text.indexOf('.', MARK.length) + 1;
  return text.indexOf('.', purpose) + 1;
}
