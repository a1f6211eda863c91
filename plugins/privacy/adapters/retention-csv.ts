import { csvLine } from '../../../src/values/csv-cell.js';
import type { RetentionClass, RetentionRunView } from '../contract/doors.js';
import type { Reading } from '../../../src/kernel/refusal-sentence.js';

/** By it spreadsheets know UTF-8. */
const MARK = '\uFEFF';

type Words = Pick<Reading, 'context' | 'language'>;

/** The rules, a line each. Days that are empty: as long as the house stands. */
export function rulesCsv(words: Words, classes: readonly RetentionClass[]): string {
  const lines = classes.map(({ dataClass, title, days, leastDays, leastBy, expires }) => [
    ...[dataClass, title, days === null ? '' : String(days)],
    ...(expires ? [String(leastDays), leastBy ?? ''] : ['', '']),
  ]);
  return csv(words, ['class', 'title', 'days', 'leastDays', 'leastBy'], lines);
}

/** What went in one run, or would have gone. Instants are UTC. */
export function runCsv(words: Words, { report }: RetentionRunView): string {
  const lines = report.map(({ dataClass, title, days, rows, oldest }) => [
    ...[dataClass, title, String(days), String(rows), oldest ?? ''],
  ]);
  return csv(words, ['class', 'title', 'days', 'rows', 'oldest'], lines);
}

function csv(
  { context, language }: Words,
  columns: readonly string[],
  lines: readonly (readonly string[])[],
): string {
  const headings = columns.map((name) =>
    context.translator.text(language, `privacy:retention.columns.${name}`),
  );
  return MARK + [headings, ...lines].map(csvLine).join('');
}
