import { addDays, daysBetween, type LocalDate } from '../../../../src/values/local-date.js';
import type { DailyEntries, MissingEntry } from '../../../daily-entries/contract/daily-entries.js';
import type { NoticeFacts } from '../../contract/notice-kind.js';
import type { QueryHandle } from '../../../../src/kernel/ports.js';

export const ENTRY_MISSING = 'notifications.entry-missing';
export const ENTRY_MISSING_ESCALATED = 'notifications.entry-missing-escalated';

/** A day that one manager owes, of one office or several. */
export interface MissingFacts extends NoticeFacts {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly managerId: string;
  readonly manager: string;
  /** names, with commas between them */
  readonly office: string;
}

/** What each manager owes of a day, the offices together: somebody with five of them is told once. */
export function byManager(missing: readonly MissingEntry[]): readonly MissingFacts[] {
  const facts = new Map<string, MissingFacts>();
  for (const { day, office, manager } of missing) {
    const known = facts.get(manager.id);
    facts.set(manager.id, {
      ...{ date: day, managerId: manager.id, manager: manager.name },
      office: known ? `${known.office}, ${office.name}` : office.name,
    });
  }
  return [...facts.values()];
}

/** Of messages that wait the newest day goes out: how far the day is from the first one that a day can be. */
export function stageOf(day: LocalDate): number {
  return daysBetween('1900-01-01' as LocalDate, day);
}

export type SeenAgain = { readonly facts: NoticeFacts } | { readonly dropped: string };

/** Just before it goes out: what is owed now, or that it was written meanwhile, or that it can be written no more. */
export async function lookAgain(
  { missing, rhythm }: Pick<DailyEntries, 'missing' | 'rhythm'>,
  queries: QueryHandle,
  { date, managerId }: MissingFacts,
  { isEscalated }: { readonly isEscalated: boolean },
): Promise<SeenAgain> {
  const day = date as LocalDate;
  const { today, hour, cutoffHour } = await rhythm();
  const isOver = day < addDays(today, -1) || (day < today && hour >= cutoffHour);
  if (isOver && !isEscalated) return { dropped: 'entry-cut-off-passed' };
  const owed = byManager(await missing(queries, day)).find((facts) => facts.managerId === managerId);
  return owed ? { facts: owed } : { dropped: 'entry-written' };
}
