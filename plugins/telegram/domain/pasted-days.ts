import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';

/** A day of an office as it was pasted; what is not said is empty. */
export interface PastedDay {
  /** of the message, from 1 */
  readonly line: number;
  readonly day: string;
  readonly office: string;
  readonly geo: string;
  readonly manager: string;
  readonly revenue: string;
  readonly cost: string;
}

export interface PastedDays {
  readonly days: readonly PastedDay[];
  readonly problems: readonly { readonly line: number; readonly refusal: Refusal }[];
}

const LINES_AT_MOST = 200;
const SEPARATORS = ['\t', ';', ','] as const;

/**
 * Lines of `day; office; [geo; [manager;]] revenue; cost`. The separator is the first of tab, semicolon and comma that every line has: a
 * decimal comma is one only beside another separator. A first line without a digit is a heading. Refuses `nothing-pasted`,
 * `too-many-pasted`; of a line `cells-missing`, `cells-too-many`.
 */
export function readPastedDays(text: string): Result<PastedDays, Refusal> {
  const written = text
    .split(/\r?\n/)
    .map((content, index) => ({ line: index + 1, content: content.trim() }))
    .filter(({ content }) => content !== '');
  const [first] = written;
  const lines = first && !/\d/.test(first.content) ? written.slice(1) : written;
  if (lines.length === 0) return err({ code: 'nothing-pasted' });
  if (lines.length > LINES_AT_MOST) return err({ code: 'too-many-pasted', most: LINES_AT_MOST });
  const separator =
    SEPARATORS.find((sign) => lines.every(({ content }) => content.includes(sign))) ??
    SEPARATORS.find((sign) => lines.some(({ content }) => content.includes(sign))) ??
    ';';

  const days: PastedDay[] = [];
  const problems: PastedDays['problems'][number][] = [];
  for (const { line, content } of lines) {
    const cells = content.split(separator).map((cell) => cell.trim());
    if (cells.length < 4)
      problems.push({ line, refusal: { code: 'cells-missing', found: cells.length, least: 4 } });
    else if (cells.length > 6)
      problems.push({ line, refusal: { code: 'cells-too-many', found: cells.length, most: 6 } });
    else days.push(dayOf(line, cells));
  }
  return ok({ days, problems });
}

function dayOf(line: number, cells: readonly string[]): PastedDay {
  const [day = '', office = ''] = cells;
  const [geo = '', manager = ''] = cells.slice(2, -2);
  const [revenue = '', cost = ''] = cells.slice(-2);
  return { line, day: isoOf(day), office, geo, manager, revenue, cost };
}

/** 26.11.2026 is a day before a month wherever points are written; other spellings are left to whoever reads the table. */
function isoOf(day: string): string {
  const match = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(day);
  if (!match) return day;
  const [, date = '', month = '', year = ''] = match;
  return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
}

/** The same lines as a table with headings, every cell quoted (RFC 4180): its line n + 1 is `days[n - 1]`. */
export function tableOfDays(days: readonly PastedDay[]): string {
  const quoted = (cells: readonly string[]): string =>
    cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';');
  const rows = days.map(({ day, office, geo, manager, revenue, cost }) =>
    quoted([day, office, geo, manager, revenue, cost]),
  );
  return [quoted(['day', 'office', 'geo', 'manager', 'revenue', 'cost']), ...rows, ''].join('\r\n');
}
