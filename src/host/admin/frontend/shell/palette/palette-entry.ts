import { fuzzyScore } from './fuzzy.js';

/** Something that can be gone to or done. */
export interface PaletteEntry {
  readonly id: string;
  readonly group: PaletteGroup;
  readonly label: string;
  readonly note?: string;
  readonly icon?: string | null;
  /** a page of the panel */
  readonly href?: string;
  readonly act?: () => void;
}

const GROUPS = ['recent', 'here', 'actions', 'pages', 'records', 'settings'] as const;
export type PaletteGroup = (typeof GROUPS)[number];

const AT_MOST_IN_GROUP = 7;

/**
 * What fits what was typed: the group with the best answer first. Before anything is typed: everything but the settings, in the order of
 * the groups.
 */
export function fitting(entries: readonly PaletteEntry[], typed: string): readonly PaletteEntry[] {
  const term = typed.trim();
  if (term === '') return GROUPS.flatMap((group) => unasked(entries, group));
  const ranked = entries
    .flatMap((entry) => {
      const score = scoreOf(entry, term);
      return score === null ? [] : [{ entry, score }];
    })
    .sort((one, other) => other.score - one.score);
  const groups = [...new Set(ranked.map(({ entry }) => entry.group))];
  return groups.flatMap((group) =>
    ranked
      .filter(({ entry }) => entry.group === group)
      .slice(0, AT_MOST_IN_GROUP)
      .map(({ entry }) => entry),
  );
}

function unasked(entries: readonly PaletteEntry[], group: PaletteGroup): readonly PaletteEntry[] {
  if (group === 'settings') return [];
  const inGroup = entries.filter((entry) => entry.group === group);
  return group === 'pages' ? inGroup : inGroup.slice(0, AT_MOST_IN_GROUP);
}

/** The server has chosen the records already: they stand before what only resembles the term, behind what begins with it. */
const RECORD_SCORE = 50;

function scoreOf(entry: PaletteEntry, term: string): number | null {
  if (entry.group === 'records') return RECORD_SCORE;
  const own = fuzzyScore(term, entry.label);
  if (own !== null || !entry.note || !/\s/.test(term)) return own;
  const withNote = fuzzyScore(term, `${entry.label} ${entry.note}`);
  return withNote === null ? null : withNote - 30;
}
