import type {
  DateFormat,
  ImportField,
  ImportMapping,
  ImportValues,
  RowRefusal,
} from '../contract/import-kind.js';
import { err, ok, type Result } from '../../../src/values/result.js';
import { readAmount, type DecimalSign } from './amount-format.js';
import { readDate } from './date-format.js';

/** A cell as a file gives it: text, or a formula, which is never trusted. */
export type Cell = string | { readonly formula: string };

/** A mapping whose open questions are answered: every date and amount column has one format. */
export interface SettledMapping {
  readonly mapping: ImportMapping;
  /** field → how its dates are written */
  readonly dateFormats: Readonly<Record<string, DateFormat>>;
  /** field → its decimal sign */
  readonly decimalSigns: Readonly<Record<string, DecimalSign>>;
}

const YES = new Set(['yes', 'y', 'true', '1', 'так', 'да', 'x']);
const NO = new Set(['no', 'n', 'false', '0', 'ні', 'нет', '']);

interface FieldPosition {
  readonly field: ImportField;
  readonly index: number;
}

/** Makes the function that reads one row of cells into values by field, or says all that is wrong with it. */
export function makeRowReader(
  fields: readonly ImportField[],
  headings: readonly string[],
  settled: SettledMapping,
): (cells: readonly Cell[]) => Result<ImportValues, readonly RowRefusal[]> {
  const positions: FieldPosition[] = fields.flatMap((field) => {
    const heading = settled.mapping.columns[field.name];
    const index = heading === undefined ? -1 : headings.indexOf(heading);
    return index < 0 ? [] : [{ field, index }];
  });
  const unmapped = fields.filter(
    (field) => field.required && !positions.some((position) => position.field === field),
  );

  return (cells) => {
    const values: Record<string, string | boolean> = {};
    const refusals: RowRefusal[] = unmapped.map((field) => ({ code: 'value-missing', field: field.name }));
    for (const { field, index } of positions) {
      const cell = cells[index] ?? '';
      const read = readCell(field, cell, settled);
      if (!read.ok) refusals.push(read.error);
      else if (read.value !== null) values[field.name] = read.value;
    }
    return refusals.length > 0 ? err(refusals) : ok(values);
  };
}

function readCell(
  field: ImportField,
  cell: Cell,
  settled: SettledMapping,
): Result<string | boolean | null, RowRefusal> {
  if (typeof cell !== 'string') return err({ code: 'formula', field: field.name, value: cell.formula });
  const text = cell.trim();
  if (text === '') return field.required ? err({ code: 'value-missing', field: field.name }) : ok(null);
  // A spreadsheet would run it; no number, date or name of ours begins so.
  if (text.startsWith('=') || text.startsWith('@'))
    return err({ code: 'formula', field: field.name, value: text });
  return readText(field, text, settled);
}

function readText(
  field: ImportField,
  text: string,
  settled: SettledMapping,
): Result<string | boolean, RowRefusal> {
  switch (field.kind) {
    case 'text':
      return ok(text);
    case 'boolean': {
      const word = text.toLowerCase();
      if (YES.has(word)) return ok(true);
      return NO.has(word) ? ok(false) : err({ code: 'not-yes-or-no', field: field.name, value: text });
    }
    case 'integer':
      return /^\d{1,9}$/.test(text)
        ? ok(text)
        : err({ code: 'not-an-integer', field: field.name, value: text });
    case 'date': {
      const date = readDate(text, settled.dateFormats[field.name] ?? 'ymd');
      return date.ok ? date : err({ ...date.error, field: field.name });
    }
    case 'rate': {
      const rate = readAmount(text.replace(/%$/, ''), settled.decimalSigns[field.name] ?? '.');
      return rate.ok ? rate : err({ ...rate.error, code: 'not-a-rate', field: field.name });
    }
    case 'amount': {
      const amount = readAmount(text, settled.decimalSigns[field.name] ?? '.');
      return amount.ok ? amount : err({ ...amount.error, field: field.name });
    }
  }
}
