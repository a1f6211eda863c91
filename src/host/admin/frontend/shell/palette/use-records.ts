import { useEffect, useState } from 'react';
import { useLoaded } from '../../../../../panel-kit/index.js';
import { offeredHits, type Hit } from './hits.js';
import type { PaletteEntry } from './palette-entry.js';

const SHORTEST = 2;

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
  const records = offeredHits(data?.hits ?? []).map(({ group, title, note, link }): PaletteEntry => ({
    id: link,
    group: 'records',
    label: title,
    note: [group, note].filter(Boolean).join(' · '),
    href: link,
  }));
  return { records, isLoading: isLoading || isAhead, hasFailed: problem !== undefined };
}

function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), 180);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
}
