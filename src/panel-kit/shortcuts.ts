import { useEffect, useRef } from 'react';

/** What a key does on the page that is open. */
export interface Shortcut {
  /** as it is written on the screen: `/`, `?`, `j`, `Ctrl+S`, `g h` (one after the other) */
  readonly keys: string;
  /** in the reader's language, for the list of shortcuts */
  readonly label: string;
  readonly run: () => void;
  /** false: not on this page, at this moment */
  readonly isHere?: () => boolean;
}

const known = new Set<{ readonly current: Shortcut }>();
const KEPT = 'countinghouse.single-keys';
const SEQUENCE_MS = 1200;

/** The key works as long as the component that names it is on the page. */
export function useShortcut(shortcut: Shortcut): void {
  const latest = useRef(shortcut);
  latest.current = shortcut;
  useEffect(() => {
    known.add(latest);
    return () => void known.delete(latest);
  }, []);
}

/** What works here now, in the order in which it was named; the last to name a key has it. */
export function shortcutsHere(): readonly Shortcut[] {
  const byKeys = new Map<string, Shortcut>();
  for (const { current } of known) if (current.isHere?.() ?? true) byKeys.set(current.keys, current);
  return [...byKeys.values()];
}

/** Keys without Ctrl can be switched off: who speaks to the computer, or whose hand shakes, presses them by mistake (WCAG 2.1.4). */
export function areSingleKeysOn(): boolean {
  try {
    return window.localStorage.getItem(KEPT) !== 'off';
  } catch {
    return true;
  }
}

export function switchSingleKeys(on: boolean): void {
  try {
    window.localStorage.setItem(KEPT, on ? 'on' : 'off');
  } catch {
    // Without storage they stay as they are.
  }
}

/** The panel's shell listens by this, once. Returns how to stop. */
export function listenToKeys(): () => void {
  let before = { key: '', at: 0 };
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const pressed = keysOf(event);
    const isSequence = before.key !== '' && event.timeStamp - before.at < SEQUENCE_MS;
    const meant = find(isSequence ? [`${before.key} ${pressed}`, pressed] : [pressed], event);
    before = { key: isTyping(event) ? '' : pressed, at: event.timeStamp };
    if (!meant) return;
    event.preventDefault();
    before = { key: '', at: 0 };
    meant.run();
  };
  document.addEventListener('keydown', press);
  return () => document.removeEventListener('keydown', press);
}

function find(candidates: readonly string[], event: KeyboardEvent): Shortcut | undefined {
  const here = shortcutsHere();
  const found = candidates.flatMap((keys) => here.find((shortcut) => shortcut.keys === keys) ?? [])[0];
  if (!found || found.keys.startsWith('Ctrl+')) return found;
  const isElsewhere = isTyping(event) || document.querySelector('dialog[open]') !== null;
  return isElsewhere || !areSingleKeysOn() ? undefined : found;
}

/** On a keyboard with Cyrillic letters the key in the same place is meant. */
function keysOf(event: KeyboardEvent): string {
  const isLatin = event.key.length > 1 || event.key.charCodeAt(0) < 128;
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase();
  const key = isLatin || !letter ? event.key : letter;
  if (event.ctrlKey || event.metaKey) return `Ctrl+${key.toUpperCase()}`;
  // The slash of an English keyboard is a full stop on a Ukrainian or Russian one.
  return event.code === 'Slash' && key === '.' ? '/' : key;
}

function isTyping(event: KeyboardEvent): boolean {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
