import { refuse } from './statement-refused.js';

/** No bank says more about one movement; a flood of text is not a statement. */
const LONGEST_TEXT = 20_000;
const SAYS_NOTHING = new Set(['', 'NONREF', 'NOREF', 'NOTPROVIDED', 'NOT PROVIDED', 'NULL']);

/** Text with single spaces, or null where nothing stands. */
export function plainText(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  if (text.length > LONGEST_TEXT) refuse('statement-text-too-long', { max: LONGEST_TEXT });
  const plain = text.replace(/\s+/g, ' ').trim();
  return plain === '' ? null : plain;
}

/** An IBAN or account number in capitals without spaces. */
export function plainAccount(text: string | null | undefined): string | null {
  const plain = plainText(text)?.replace(/ /g, '').toUpperCase();
  return plain === undefined ? null : plain;
}

/** A reference, unless it says that there is none. */
export function plainReference(text: string | null | undefined): string | null {
  const plain = plainText(text);
  return plain === null || SAYS_NOTHING.has(plain.toUpperCase()) ? null : plain;
}

/** Everything that is said, each thing once, joined by single spaces. */
export function joinedText(parts: readonly (string | null | undefined)[]): string | null {
  const plain = parts.map(plainText).filter((part) => part !== null);
  return plainText([...new Set(plain)].join(' '));
}
