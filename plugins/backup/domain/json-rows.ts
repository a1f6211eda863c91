import { readerOf, writerOf } from './column-text.js';
import type { ColumnKind, Row, RowColumn, RowForm } from './row-form.js';

/** Their text holds nothing that JSON would escape, so it is put between quotes as it is: half of the time that a row takes. */
const PLAIN: ReadonlySet<ColumnKind> = new Set(['bigint', 'datetime', 'bytes']);
/** Written as JSON's own numbers and words. */
const BARE: ReadonlySet<ColumnKind> = new Set(['integer', 'boolean']);

/** JSON Lines (jsonlines.org): an object a line, its keys the columns in their order. */
export function jsonRows(columns: readonly RowColumn[]): RowForm {
  const parts = columns.map((column, at) => ({
    ...{ name: column.name, write: jsonWriter(column) },
    before: `${at === 0 ? '{' : ','}${JSON.stringify(column.name)}:`,
  }));
  const readers = columns.map(({ name, kind, nullable }) => ({ name, nullable, read: jsonReader(kind) }));
  return {
    heading: '',
    write(row) {
      let line = '';
      for (const { before, name, write } of parts) {
        const value = row[name];
        line += before + (value === null ? 'null' : write(value));
      }
      return `${line}}\n`;
    },
    read(record) {
      const found = objectIn(record);
      if (found === null || Object.keys(found).length !== readers.length) return null;
      const row: Record<string, unknown> = {};
      for (const { name, nullable, read } of readers) {
        if (!Object.hasOwn(found, name)) return null;
        const given = found[name];
        const value = given === null ? (nullable ? null : undefined) : read(given);
        if (value === undefined) return null;
        row[name] = value;
      }
      return row;
    },
  };
}

function jsonWriter(column: RowColumn): (value: unknown) => string {
  const write = writerOf(column);
  if (BARE.has(column.kind)) return write;
  if (PLAIN.has(column.kind)) return (value) => `"${write(value)}"`;
  return (value) => JSON.stringify(write(value));
}

function jsonReader(kind: ColumnKind): (value: unknown) => unknown {
  const read = readerOf(kind);
  if (kind === 'integer') return (value) => (Number.isSafeInteger(value) ? value : undefined);
  if (kind === 'boolean') return (value) => (typeof value === 'boolean' ? value : undefined);
  return (value) => (typeof value === 'string' ? read(value) : undefined);
}

function objectIn(record: string): Row | null {
  try {
    const found: unknown = JSON.parse(record);
    return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as Row) : null;
  } catch {
    return null;
  }
}
