import type { DateFormat, ImportField, ImportMapping } from '../contract/import-kind.js';
import type { AmbiguousDates } from '../contract/tables.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import {
  detectedDecimalSign,
  noAmountEvidence,
  weighAmount,
  type AmountEvidence,
  type DecimalSign,
} from '../domain/amount-format.js';
import { detectedFormat, noDateEvidence, weighDate, type DateEvidence } from '../domain/date-format.js';
import type { SettledMapping } from '../domain/row-reader.js';
import type { Table } from './table.js';

interface Column<Evidence> {
  readonly field: string;
  readonly heading: string;
  readonly index: number;
  evidence: Evidence;
}

export interface MappingSettlement {
  readonly settled: SettledMapping;
  readonly ambiguous: readonly AmbiguousDates[];
}

/**
 * Answers the open questions of a mapping by looking at whole columns: how dates are written, which decimal sign. Reads no
 * further than it must. A heading that the file lacks is refused.
 */
export async function settleMapping(
  table: Table,
  fields: readonly ImportField[],
  mapping: ImportMapping,
): Promise<Result<MappingSettlement, Refusal>> {
  const stray = Object.values(mapping.columns).find((heading) => !table.headings.includes(heading));
  if (stray !== undefined)
    return err({ code: 'heading-missing', heading: stray, found: table.headings.join(', ') });
  const missing = fields.find((field) => field.required && mapping.columns[field.name] === undefined);
  if (missing) return err({ code: 'field-unmapped', field: missing.name });

  const dates = columnsOf(table, fields, mapping, ['date'], noDateEvidence);
  const amounts = columnsOf(table, fields, mapping, ['amount', 'rate'], noAmountEvidence);
  const openDates = mapping.dateFormat === 'detect' ? dates : [];
  const openAmounts = mapping.decimalSign === 'detect' ? amounts : [];
  await weighColumns(table, openDates, openAmounts);

  const dateFormats: Record<string, DateFormat> = {};
  const ambiguous: AmbiguousDates[] = [];
  for (const column of dates) {
    if (mapping.dateFormat !== 'detect') {
      dateFormats[column.field] = mapping.dateFormat;
      continue;
    }
    const detected = detectedFormat(column.evidence);
    if (detected.certain) dateFormats[column.field] = detected.format;
    else if (column.evidence.seen > 0)
      ambiguous.push({ field: column.field, heading: column.heading, candidates: detected.candidates });
  }
  settleByNeighbours(ambiguous, dateFormats);

  const decimalSigns: Record<string, DecimalSign> = {};
  for (const column of amounts) {
    decimalSigns[column.field] =
      mapping.decimalSign === 'detect' ? detectedDecimalSign(column.evidence) : mapping.decimalSign;
  }
  return ok({ settled: { mapping, dateFormats, decimalSigns }, ambiguous });
}

/** One program wrote the file: where every certain column agrees, its format is the first candidate of an uncertain one. */
function settleByNeighbours(ambiguous: AmbiguousDates[], dateFormats: Record<string, DateFormat>): void {
  const certain = new Set(Object.values(dateFormats));
  const [format] = certain;
  for (let index = ambiguous.length - 1; index >= 0; index -= 1) {
    const column = ambiguous[index];
    if (!column) continue;
    if (certain.size === 1 && format !== undefined && column.candidates.includes(format)) {
      dateFormats[column.field] = format;
      ambiguous.splice(index, 1);
    } else {
      dateFormats[column.field] = column.candidates[0] ?? 'ymd';
    }
  }
}

function columnsOf<Evidence>(
  table: Table,
  fields: readonly ImportField[],
  mapping: ImportMapping,
  kinds: readonly ImportField['kind'][],
  evidence: Evidence,
): Column<Evidence>[] {
  return fields.flatMap((field) => {
    const heading = mapping.columns[field.name];
    if (heading === undefined || !kinds.includes(field.kind)) return [];
    return [{ field: field.name, heading, index: table.headings.indexOf(heading), evidence }];
  });
}

async function weighColumns(
  table: Table,
  dates: Column<DateEvidence>[],
  amounts: Column<AmountEvidence>[],
): Promise<void> {
  let openDates = dates;
  let openAmounts = amounts;
  if (openDates.length + openAmounts.length === 0) return;
  for await (const rows of table.batches()) {
    for (const row of rows) {
      for (const column of openDates) {
        const cell = row.cells[column.index];
        if (typeof cell === 'string' && cell.trim() !== '')
          column.evidence = weighDate(column.evidence, cell);
      }
      for (const column of openAmounts) {
        const cell = row.cells[column.index];
        if (typeof cell === 'string' && cell.trim() !== '')
          column.evidence = weighAmount(column.evidence, cell);
      }
      openDates = openDates.filter((column) => column.evidence.possible.size > 1);
      openAmounts = openAmounts.filter((column) => column.evidence.possible.size > 1);
    }
    if (openDates.length + openAmounts.length === 0) return;
  }
}
