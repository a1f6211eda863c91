import { localDate, type LocalDate } from '../../../src/values/local-date.js';

/**
 * A day that is past, as people type it: 2026-03-31, 31.03.2026, 31/3/26, or 31.03 for the last one that was. Null when it is none.
 */
export function readTypedDay(text: string, today: LocalDate): LocalDate | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const local = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?\.?$/.exec(text.trim());
  if (!local) return null;
  const [, day, month, year] = local;
  if (year !== undefined)
    return dayOf(Number(year.length === 2 ? `20${year}` : year), Number(month), Number(day));
  const thisYear = Number(today.slice(0, 4));
  const candidate = dayOf(thisYear, Number(month), Number(day));
  return candidate !== null && candidate > today
    ? dayOf(thisYear - 1, Number(month), Number(day))
    : candidate;
}

function dayOf(year: number, month: number, day: number): LocalDate | null {
  const date = localDate(year, month, day);
  return date.ok ? date.value : null;
}
