import { useEffect, useState } from 'react';
import { useLoaded } from '../../../../../panel-kit/index.js';
import type { PaletteEntry } from './palette-entry.js';

interface Hit {
  readonly group: string;
  readonly title: string;
  readonly note?: string | null;
  readonly link: string;
}

const SHORTEST = 2;
const AT_MOST_OF_ONE_LIST = 3;

/** Records that answer what was typed, asked for once the reader pauses; an older question is dropped. */
export function useRecords(typed: string): {
  readonly records: readonly PaletteEntry[];
  readonly isLoading: boolean;
  readonly hasFailed: boolean;
} {
  const term = useSettled(typed.trim());
  const url = term.length < SHORTEST ? null : `/admin/x/host/search?q=${encodeURIComponent(term)}`;
  const { data, isLoading, problem } = useLoaded<{ hits: readonly Hit[] }>(url);
  const isAhead = typed.trim() !== term && typed.trim().length >= SHORTEST;
  const records = fewOfEach(data?.hits ?? []).map(({ group, title, note, link }): PaletteEntry => ({
    id: link,
    group: 'records',
    label: title,
    note: [group, note].filter(Boolean).join(' · '),
    href: link,
  }));
  return { records, isLoading: isLoading || isAhead, hasFailed: problem !== undefined };
}

/** One list with many answers must not hide the others. */
function fewOfEach(hits: readonly Hit[]): readonly Hit[] {
  const seen = new Map<string, number>();
  return hits.filter(({ group }) => {
    seen.set(group, (seen.get(group) ?? 0) + 1);
    return seen.get(group)! <= AT_MOST_OF_ONE_LIST;
  });
}

function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), 180);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
}
