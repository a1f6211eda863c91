import type { ColumnKind, RowColumn } from './row-form.js';

/**
 * The text that a value of the column is written as, in every form of rows. A column holds what the database port says that it holds:
 * anything else is a fault of ours, is never written, and throws.
 */
export function writerOf({ name, kind }: Pick<RowColumn, 'name' | 'kind'>): (value: unknown) => string {
  const write = WRITERS[kind];
  return (value) => {
    const text = write(value);
    if (text !== null) return text;
    throw new TypeError(`The column ${name} of ${kind} holds a value of ${typeof value}`);
  };
}

/** The value that a text of the column stands for; undefined when it stands for none. Null is the form's own affair. */
export function readerOf(kind: ColumnKind): (text: string) => unknown {
  return READERS[kind];
}

const textIn = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const WRITERS: Readonly<Record<ColumnKind, (value: unknown) => string | null>> = {
  ...{ text: textIn, date: textIn, decimal: textIn },
  integer: (value) => (Number.isSafeInteger(value) ? String(value) : null),
  // SQLite gives a key that it numbers by itself as a number.
  bigint: (value) => (typeof value === 'bigint' || Number.isSafeInteger(value) ? String(value) : null),
  boolean: (value) => (typeof value === 'boolean' ? String(value) : null),
  datetime: (value) => (value instanceof Date ? value.toISOString() : null),
  bytes: (value) => (Buffer.isBuffer(value) ? value.toString('base64') : null),
};

const MOST = 9_223_372_036_854_775_807n;

const READERS: Readonly<Record<ColumnKind, (text: string) => unknown>> = {
  text: (text) => text,
  date: (text) => (instantIn(`${text}T00:00:00.000Z`) ? text : undefined),
  decimal: (text) => (/^-?\d{1,65}(?:\.\d{1,30})?$/.test(text) ? text : undefined),
  integer: (text) => {
    const value = /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
    return Number.isSafeInteger(value) ? value : undefined;
  },
  bigint: (text) => {
    if (!/^-?\d{1,19}$/.test(text)) return undefined;
    const value = BigInt(text);
    return value <= MOST && value >= -MOST - 1n ? value : undefined;
  },
  boolean: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
  datetime: instantIn,
  bytes: (text) => {
    const value = Buffer.from(text, 'base64');
    return value.toString('base64') === text ? value : undefined;
  },
};

const COMMON_YEAR = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * The instant that a text of ISO 8601 with milliseconds and Z stands for, as `Date` writes it, so that 30 February and 24:00, which `Date` takes
 * for the day after, are none.
 */
function instantIn(text: string): Date | undefined {
  const at = text.endsWith('Z') ? new Date(text) : new Date(Number.NaN);
  if (Number.isNaN(at.getTime())) return undefined;
  // To write it again costs several times as much as to read it.
  if (COMMON_YEAR.test(text)) return at.getUTCDate() === Number(text.slice(8, 10)) ? at : undefined;
  return at.toISOString() === text ? at : undefined;
}
