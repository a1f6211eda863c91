import type { Logger } from '../../kernel/ports.js';
import type { SealedUnreadable } from './key-ring.js';

const MARK = '[sealed: ';
/** What is shown as JSON and understood by nobody; work that is read from JSON must fail instead. */
const SHOWN_JSON = 'facts';

/** What stands in the place of a value that no key opens: a sentence, so that one value does not take a whole list down. */
export function placeholderFor(
  value: string | Buffer,
  { purpose, keyId }: SealedUnreadable,
): string | Buffer {
  const sentence = `${MARK}${purpose}, key ${keyId}]`;
  if (typeof value !== 'string') return Buffer.from(sentence);
  return purpose === SHOWN_JSON ? JSON.stringify({ unreadable: sentence }) : sentence;
}

export function isPlaceholder(value: string | Uint8Array): boolean {
  return /^(\{"unreadable":")?\[sealed: [a-z]+, key [0-9a-z]+\]/.test(
    typeof value === 'string' ? value : Buffer.from(value.subarray(0, 80)).toString('latin1'),
  );
}

/** Whom health asks about values that could not be read. */
export interface Unreadables {
  note(failure: SealedUnreadable): void;
  /** `<purpose> <key id>`, each once */
  readonly seen: ReadonlySet<string>;
}

export function createUnreadables(log: Logger): Unreadables {
  const seen = new Set<string>();
  return {
    seen,
    note({ purpose, keyId, message }) {
      const which = `${purpose} ${keyId}`;
      if (seen.has(which)) return;
      seen.add(which);
      log.error({ purpose, keyId }, message);
    },
  };
}
