import { readerOf, writerOf } from './column-text.js';
import type { RowColumn, RowForm } from './row-form.js';

/**
 * CSV (RFC 4180) from which every value comes back: null is an empty cell, an empty text is `""`. A text that UTF-8 or a line of text
 * cannot carry (half of a surrogate pair, a control character), or that begins with a backslash, is a backslash and the text as JSON.
 */
export function csvRows(columns: readonly RowColumn[]): RowForm {
  const parts = columns.map((column) => ({ name: column.name, write: writerOf(column) }));
  const readers = columns.map(({ name, kind, nullable }) => ({ name, nullable, read: readerOf(kind) }));
  return {
    heading: `${columns.map(({ name }) => name).join(',')}\r\n`,
    write(row) {
      let line = '';
      for (const [at, { name, write }] of parts.entries()) {
        const value = row[name];
        if (at > 0) line += ',';
        if (value !== null) line += cellOf(write(value));
      }
      return `${line}\r\n`;
    },
    read(record) {
      const cells = cellsOf(record);
      if (cells?.length !== readers.length) return null;
      const row: Record<string, unknown> = {};
      for (const [at, { name, nullable, read }] of readers.entries()) {
        const cell = cells[at] ?? null;
        const text = cell === null ? null : textOf(cell);
        const value = text === null ? (nullable && cell === null ? null : undefined) : read(text);
        if (value === undefined) return null;
        row[name] = value;
      }
      return row;
    },
  };
}

// eslint-disable-next-line no-control-regex -- these are what it looks for
const UNWRITABLE = /^\\|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

const HALF_PAIR = /\p{Surrogate}/u;

function cellOf(text: string): string {
  const whole = UNWRITABLE.test(text) || HALF_PAIR.test(text) ? `\\${JSON.stringify(text)}` : text;
  return whole === '' || /[",\r\n]/.test(whole) ? `"${whole.replaceAll('"', '""')}"` : whole;
}

/** Null when what stands behind the backslash is no text. */
function textOf(cell: string): string | null {
  if (!cell.startsWith('\\')) return cell;
  try {
    const text: unknown = JSON.parse(cell.slice(1));
    return typeof text === 'string' ? text : null;
  } catch {
    return null;
  }
}

/** The cells of a record, null for one in which nothing stands; null when a quote is where none may be. */
function cellsOf(record: string): (string | null)[] | null {
  const cells: (string | null)[] = [];
  for (let at = 0; ; at += 1) {
    const quoted = record[at] === '"';
    const end = quoted ? endOfQuoted(record, at + 1) : endOfBare(record, at);
    if (end < 0) return null;
    const bare = record.slice(at, end);
    cells.push(quoted ? record.slice(at + 1, end - 1).replaceAll('""', '"') : bare === '' ? null : bare);
    if (end === record.length) return cells;
    if (record[end] !== ',') return null;
    at = end;
  }
}

function endOfBare(record: string, from: number): number {
  const comma = record.indexOf(',', from);
  const end = comma < 0 ? record.length : comma;
  const quote = record.indexOf('"', from);
  return quote >= 0 && quote < end ? -1 : end;
}

/** @returns the place after the closing quote; -1 when there is none */
function endOfQuoted(record: string, from: number): number {
  for (let at = record.indexOf('"', from); at >= 0; at = record.indexOf('"', at + 2))
    if (record[at + 1] !== '"') return at + 1;
  return -1;
}
