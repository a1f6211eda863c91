import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const PREFIX_LENGTH = 8;
/** 43 × log2(62) = 256 bits */
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const SHAPE = /^(chk_[0-9A-Za-z]{8})_[0-9A-Za-z]{49}$/;

export interface NewKey {
  /** `chk_<prefix>_<secret><checksum>`: what its owner keeps */
  readonly text: string;
  /** `chk_<prefix>`: what tells keys apart */
  readonly prefix: string;
}

/** The checksum lets a mistyped key, or a scanner of leaked secrets, be answered without asking the database. */
export function newKey(): NewKey {
  const prefix = `chk_${letters(PREFIX_LENGTH)}`;
  const body = `${prefix}_${letters(SECRET_LENGTH)}`;
  return { text: body + checksumOf(body), prefix };
}

export function isWellFormedKey(text: string): boolean {
  return SHAPE.test(text) && text.slice(-CHECKSUM_LENGTH) === checksumOf(text.slice(0, -CHECKSUM_LENGTH));
}

function checksumOf(body: string): string {
  let rest = crc32(body);
  let text = '';
  while (text.length < CHECKSUM_LENGTH) {
    text = ALPHABET[rest % ALPHABET.length] + text;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return text;
}

function letters(count: number): string {
  return Array.from({ length: count }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
