import type { DateFormat } from '../contract/import-kind.js';
import { localDate, type LocalDate } from '../../../src/values/local-date.js';
import { err, type Refusal, type Result } from '../../../src/values/result.js';

const PARTS =
  /^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

const DAY_POINT = /^\s*\d{1,2}\./;

/** Which formats every cell seen so far allows. A column is judged as a whole: 1/2/2013 alone says nothing, 1/13/2013 beside it does. */
export interface DateEvidence {
  readonly possible: ReadonlySet<DateFormat>;
  readonly seen: number;
}

export const noDateEvidence: DateEvidence = { possible: new Set<DateFormat>(['ymd', 'dmy', 'mdy']), seen: 0 };

export function weighDate(evidence: DateEvidence, text: string): DateEvidence {
  const possible = [...evidence.possible].filter(
    // Between points the day comes first: 5.6.2026 is not written for 6 May.
    (format) => readDate(text, format).ok && !(format === 'mdy' && DAY_POINT.test(text)),
  );
  // A cell that fits no format is a bad cell, not evidence about the column.
  if (possible.length === 0) return evidence;
  return { possible: new Set(possible), seen: evidence.seen + 1 };
}

export type DetectedFormat =
  | { readonly certain: true; readonly format: DateFormat }
  /** more than one format fits every cell: somebody has to say which */
  | { readonly certain: false; readonly candidates: readonly DateFormat[] };

export function detectedFormat(evidence: DateEvidence): DetectedFormat {
  const candidates = [...evidence.possible];
  const only = candidates[0];
  if (candidates.length === 1 && only !== undefined) return { certain: true, format: only };
  return { certain: false, candidates };
}

/** Reads a date cell in a known format; a time of day behind it is dropped. */
export function readDate(text: string, format: DateFormat): Result<LocalDate, Refusal> {
  const match = PARTS.exec(text.trim());
  if (!match) return err({ code: 'not-a-date', value: text });
  const [, first = '', second = '', third = ''] = match;
  const yearText = format === 'ymd' ? first : third;
  if (yearText.length !== 4) return err({ code: 'not-a-date', value: text });
  const [month, day] =
    format === 'ymd' ? [second, third] : format === 'dmy' ? [second, first] : [first, second];
  const date = localDate(Number(yearText), Number(month), Number(day));
  return date.ok ? date : err({ code: 'impossible-date', value: text });
}
