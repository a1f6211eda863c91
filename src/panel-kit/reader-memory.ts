import { house } from './house.js';

const PREFIX = 'countinghouse.reader.';
/** The reader has signed out: what the page still does on its way out leaves nothing behind. */
let isOver = false;

/**
 * What this browser remembers for the reader who is signed in: unsaved forms, what the palette was used for. Others who sign in here do
 * not meet it, and signing out clears it away.
 */
export function remember(name: string, value: unknown): void {
  if (isOver) return;
  try {
    window.localStorage.setItem(keyOf(name), JSON.stringify(value));
  } catch {
    // Full, or switched off: nothing is remembered.
  }
}

export function remembered(name: string): unknown {
  try {
    const kept = window.localStorage.getItem(keyOf(name));
    return kept === null ? undefined : (JSON.parse(kept) as unknown);
  } catch {
    return undefined;
  }
}

export function forget(name: string): void {
  try {
    window.localStorage.removeItem(keyOf(name));
  } catch {
    // There was nothing.
  }
}

export function forgetReader(): void {
  isOver = true;
  try {
    const keys = Object.keys(window.localStorage).filter((key) => key.startsWith(keyOf('')));
    for (const key of keys) window.localStorage.removeItem(key);
  } catch {
    // There was nothing.
  }
}

function keyOf(name: string): string {
  return `${PREFIX}${house().user.email}.${name}`;
}
