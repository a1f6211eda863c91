import { remember, remembered } from '../../../../../panel-kit/index.js';
import type { PaletteEntry } from './palette-entry.js';

const AT_MOST = 5;

interface Recent {
  readonly id: string;
  readonly label: string;
  readonly note?: string;
  readonly icon?: string | null;
  readonly href?: string;
}

/** Where the palette led last. What is known by its id stands as it is called now; a record stands as it was called then. */
export function recentEntries(entries: readonly PaletteEntry[]): readonly PaletteEntry[] {
  return kept().flatMap((recent) => {
    const known = entries.find(({ id, group }) => id === recent.id && group !== 'here');
    if (known) return [{ ...known, group: 'recent' }];
    return recent.href?.includes('/records/') ? [{ ...recent, group: 'recent' }] : [];
  });
}

export function rememberEntry({ id, label, note, icon, href }: PaletteEntry): void {
  const others = kept().filter((recent) => recent.id !== id);
  remember('palette', [{ id, label, note, icon, href }, ...others].slice(0, AT_MOST));
}

function kept(): readonly Recent[] {
  const found = remembered('palette');
  return Array.isArray(found) ? (found as readonly Recent[]) : [];
}
