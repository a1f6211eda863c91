import type { ChartSpec } from '../values/chart.js';
import { csvLine } from '../values/csv-cell.js';
import { tableOf } from './table.js';

/** The chart's table as CSV, plain decimals, with the mark by which spreadsheets know UTF-8. @param noteTitle heads the column of what is pointed at, where there is any */
export function csvOf(spec: ChartSpec, noteTitle: string): string {
  const { heading, rows } = tableOf(spec);
  const hasNotes = rows.some(({ notes }) => notes.length > 0);
  const lines = rows.map(({ category, cells, notes }) => [
    category,
    ...cells.map((cell) => cell ?? ''),
    ...(hasNotes ? [notes.join('; ')] : []),
  ]);
  return `\uFEFF${[[...heading, ...(hasNotes ? [noteTitle] : [])], ...lines].map(csvLine).join('')}`;
}
