import {
  formatDate,
  formatDecimal,
  formatMonth,
  formatPercent,
  NOTHING,
  type Text,
} from '../../../../../src/panel-kit/index.js';
import type { Cell } from '../../../contract/dataset.js';
import type { TableColumn } from '../../../contract/table.js';

const NUMERIC: readonly TableColumn['kind'][] = ['money', 'number', 'days', 'percent'];

export function isNumeric({ kind }: TableColumn): boolean {
  return NUMERIC.includes(kind);
}

/** A cell in the reader's way of writing. Amounts stand without their currency, which has a column of its own. */
export function cellWords({ kind, role, grain }: TableColumn, cell: Cell, text: Text): string {
  if (cell === null || cell === '') return kind === 'text' || kind === 'word' ? '' : NOTHING;
  if (grain !== null) return spanWords(cell, grain, text);
  if (role === 'change') return `${cell.startsWith('-') ? '' : '+'}${formatDecimal(cell)}`;
  switch (kind) {
    case 'date':
      return formatDate(cell);
    case 'percent':
      return formatPercent(cell);
    case 'money':
    case 'number':
    case 'days':
      return formatDecimal(cell);
    default:
      return cell;
  }
}

/** A span of time by the day on which it begins; any other text (the word of a total) as it is. */
function spanWords(cell: string, grain: NonNullable<TableColumn['grain']>, text: Text): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(cell)) return cell;
  const year = cell.slice(0, 4);
  switch (grain) {
    case 'year':
      return year;
    case 'quarter':
      return text('builder.quarter', { quarter: Math.ceil(Number(cell.slice(5, 7)) / 3), year });
    case 'month':
      return formatMonth(cell.slice(0, 7));
    case 'week':
      return text('builder.weekOf', { day: formatDate(cell) });
    case 'day':
      return formatDate(cell);
  }
}
