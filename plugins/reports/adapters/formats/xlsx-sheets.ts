import type ExcelJS from 'exceljs';
import { defuseFormula } from '../../../../src/values/defuse-formula.js';
import type { ReportTable } from '../../app/report-table.js';
import type { TableColumn, TableRow } from '../../contract/table.js';
import { ColumnSum } from '../../domain/column-sum.js';
import { decimalsOf } from '../../domain/decimals.js';

/** A worksheet of Excel has so many rows (ECMA-376 as Excel keeps it); the heading takes one, totals the last ones. */
const MOST_ROWS = 1_048_576;
const ROOM_FOR_TOTALS = 200;
/** A double, and so a cell of a spreadsheet, holds so many decimal digits whatever they are (IEEE 754). */
const EXACT_DIGITS = 15;
const DAY_MS = 86_400_000;
/** 1970-01-01 counted from 1899-12-30, the first day of Excel's calendar */
const EPOCH_DAY = 25_569;

const WIDTHS: Readonly<Record<TableColumn['kind'], number>> = {
  text: 24,
  word: 16,
  date: 13,
  money: 18,
  number: 12,
  days: 12,
  percent: 12,
};

type CellValue = string | number | null | { formula: string; result: number };

/** Rows that stand together on one sheet. */
interface Block {
  readonly sheet: string;
  readonly first: number;
  last: number;
}

/** Fills as many sheets as the rows need. */
export class XlsxSheets {
  /** some amounts have more digits than a cell holds: they stand as text */
  hasLongNumbers = false;

  private sheet: ExcelJS.Worksheet;
  private sheetCount = 0;
  private written = 0;
  /** of one currency each; without currencies one */
  private readonly blocks = new Map<string, Block[]>();
  private group: Block | null = null;
  private hasSubtotals = false;
  private readonly sums = new Map<string, readonly (ColumnSum | null)[]>();
  private readonly currencyPlace: number;
  private readonly isSummed: readonly boolean[];

  constructor(
    private readonly workbook: ExcelJS.Workbook,
    private readonly table: ReportTable,
  ) {
    const { columns } = table;
    this.currencyPlace = columns.findIndex(({ name }) =>
      columns.some(({ currencyColumn }) => currencyColumn === name),
    );
    this.isSummed = columns.map(
      ({ kind, role }) => (kind === 'money' || kind === 'number') && (role === 'value' || role === 'before'),
    );
    this.sheet = this.openSheet();
  }

  add(row: TableRow): void {
    if (this.written >= MOST_ROWS - ROOM_FOR_TOTALS) {
      this.closeSheet();
      this.sheet = this.openSheet();
    }
    if (row.kind === 'subtotal') this.addSubtotal(row);
    else this.addRow(row);
  }

  end(totals: readonly TableRow[]): void {
    const filtered = this.written;
    for (const total of totals) this.write(total, (place) => this.totalFormula(total, place));
    this.closeSheet(filtered);
  }

  private addRow(row: TableRow): void {
    this.write(row);
    const currency = this.currencyOf(row);
    this.extend(currency);
    const sums = this.sumsOf(currency);
    for (const [place, sum] of sums.entries()) {
      const cell = row.cells[place];
      if (sum && cell) sum.add(cell);
    }
  }

  private addSubtotal(row: TableRow): void {
    const group = this.group;
    this.hasSubtotals = true;
    this.write(row, (place) =>
      group && this.isSummed[place] ? `SUBTOTAL(9,${rangeOf(place, group)})` : null,
    );
    // It belongs to its currency's rows; a sum of subtotals leaves it out by itself.
    this.extend(this.currencyOf(row));
    this.group = null;
  }

  /** Only where what is shown adds up to it: totals of averages, of cut lists and of rows that overlap do not. */
  private totalFormula(total: TableRow, place: number): string | null {
    const currency = this.currencyOf(total);
    const sum = this.sums.get(currency)?.[place]?.sum;
    const cell = total.cells[place];
    if (!this.isSummed[place] || sum === undefined || !cell || !isSame(sum, cell)) return null;
    const blocks = this.blocks.get(currency) ?? [];
    const [only] = blocks;
    if (this.hasSubtotals)
      return blocks.length === 1 && only ? `SUBTOTAL(9,${this.reach(place, only)})` : null;
    if (this.blocks.size === 1 || blocks.length === 1)
      return `SUM(${blocks.map((block) => this.reach(place, block)).join(',')})`;
    return this.sumByCurrency(place, currency);
  }

  private sumByCurrency(place: number, currency: string): string {
    const sheets = new Map<string, Block>();
    for (const { sheet, last } of [...this.blocks.values()].flat()) {
      const known = sheets.get(sheet);
      if (known) known.last = Math.max(known.last, last);
      else sheets.set(sheet, { sheet, first: 2, last });
    }
    return [...sheets.values()]
      .map(
        (block) =>
          `SUMIF(${this.reach(this.currencyPlace, block)},"${currency}",${this.reach(place, block)})`,
      )
      .join('+');
  }

  private reach(place: number, block: Block): string {
    return block.sheet === this.sheet.name
      ? rangeOf(place, block)
      : `'${block.sheet.replaceAll("'", "''")}'!${rangeOf(place, block)}`;
  }

  private write(row: TableRow, formulaOf: (place: number) => string | null = () => null): void {
    const { columns } = this.table;
    const isPlain = row.kind === 'row';
    const values: CellValue[] = [];
    const otherDecimals: { readonly place: number; readonly decimals: number }[] = [];
    for (let place = 0; place < columns.length; place += 1) {
      const cell = row.cells[place] ?? null;
      const kind = columns[place]?.kind;
      const formula = isPlain ? null : formulaOf(place);
      const value = cell === null ? null : this.valueOf(cell, kind ?? 'text', isPlain);
      values.push(formula && typeof value === 'number' ? { formula, result: value } : value);
      if (kind === 'money' && cell !== null && cell.charCodeAt(cell.length - 3) !== POINT)
        otherDecimals.push({ place, decimals: decimalsOf(cell) });
    }
    const written = this.sheet.addRow(values);
    this.written += 1;
    for (const { place, decimals } of otherDecimals)
      written.getCell(place + 1).numFmt = amountFormat(decimals);
    if (!isPlain) written.font = { bold: true };
    written.commit();
  }

  private valueOf(cell: string, kind: TableColumn['kind'], isPlain: boolean): CellValue {
    switch (kind) {
      case 'text':
      case 'word':
        return defuseFormula(cell);
      case 'date':
        // The name of a total may stand in a column of dates.
        return isPlain || ISO_DAY.test(cell) ? excelDay(cell) : defuseFormula(cell);
      default:
        if (!isPlain && !NUMBER.test(cell)) return defuseFormula(cell);
        if (cell.length <= EXACT_DIGITS || digitsOf(cell) <= EXACT_DIGITS) return Number(cell);
        this.hasLongNumbers = true;
        return cell;
    }
  }

  private openSheet(): ExcelJS.Worksheet {
    this.sheetCount += 1;
    const { columns, title } = this.table;
    const name = sheetName(title, this.sheetCount);
    const sheet = this.workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = columns.map(({ kind, title: heading, grain }) => ({
      width: Math.min(48, Math.max(WIDTHS[kind], heading.length + 4)),
      style: styleOf(kind, grain),
    }));
    const header = sheet.addRow(columns.map(({ title: heading }) => defuseFormula(heading)));
    header.font = { bold: true, color: { argb: 'FFFFFFFF' } };
    header.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F4B99' } };
    header.commit();
    this.written = 1;
    this.group = null;
    return sheet;
  }

  private closeSheet(filteredTo = this.written): void {
    this.sheet.autoFilter = {
      from: { row: 1, column: 1 },
      to: { row: filteredTo, column: this.table.columns.length },
    };
    // A sheet that is held has nothing to commit.
    (this.sheet as { commit?: () => void }).commit?.();
  }

  private currencyOf({ cells }: TableRow): string {
    return this.currencyPlace < 0 ? '' : (cells[this.currencyPlace] ?? '');
  }

  private extend(currency: string): void {
    const { name: sheet } = this.sheet;
    const row = this.written;
    const blocks = this.blocks.get(currency) ?? [];
    if (blocks.length === 0) this.blocks.set(currency, blocks);
    const last = blocks.at(-1);
    if (last?.sheet === sheet && last.last === row - 1) last.last = row;
    else if (blocks.length < MOST_BLOCKS) blocks.push({ sheet, first: row, last: row });
    else if (last) last.last = Math.max(last.last, row);
    if (this.group) this.group.last = row;
    else this.group = { sheet, first: row, last: row };
  }

  private sumsOf(currency: string): readonly (ColumnSum | null)[] {
    const known = this.sums.get(currency);
    if (known) return known;
    const made = this.isSummed.map((isSummed) => (isSummed ? new ColumnSum() : null));
    this.sums.set(currency, made);
    return made;
  }
}

const POINT = 46;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
const NUMBER = /^-?\d+(\.\d+)?$/;
/** Of interleaved currencies only the reach of all rows matters: they are summed by their currency. */
const MOST_BLOCKS = 100;

function styleOf(kind: TableColumn['kind'], grain: TableColumn['grain']): Partial<ExcelJS.Style> {
  switch (kind) {
    case 'date':
      return {
        numFmt: grain === 'month' ? 'yyyy\\-mm' : grain === 'year' ? 'yyyy' : 'yyyy\\-mm\\-dd',
        alignment: { horizontal: 'left' },
      };
    case 'money':
      return { numFmt: amountFormat(2) };
    case 'number':
      return { numFmt: '#,##0' };
    case 'days':
    case 'percent':
      return { numFmt: '#,##0.0' };
    case 'text':
    case 'word':
      return {};
  }
}

function amountFormat(decimals: number): string {
  return decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`;
}

/** A day as Excel counts it; days before 1900-03-01, which Excel counts otherwise, the ledger does not have. */
function excelDay(day: string): number {
  return (
    Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / DAY_MS +
    EPOCH_DAY
  );
}

function digitsOf(decimal: string): number {
  return decimal.replace(/^-?0*|[.-]/g, '').length;
}

function isSame(a: string, b: string): boolean {
  return a === b || (a.length <= EXACT_DIGITS && b.length <= EXACT_DIGITS && Number(a) === Number(b));
}

function rangeOf(place: number, { first, last }: Block): string {
  const column = columnLetters(place);
  return `${column}${first}:${column}${last}`;
}

function columnLetters(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26));
  return place < 26 ? letter : columnLetters(Math.floor(place / 26) - 1) + letter;
}

/** At most 31 characters and none of []:*?/\ (Excel); the second and further ones with their number. */
function sheetName(title: string, count: number): string {
  const safe =
    title
      .replace(/[[\]:*?/\\']/g, ' ')
      .trim()
      .slice(0, 25) || 'Report';
  return count === 1 ? safe : `${safe} ${count}`;
}
