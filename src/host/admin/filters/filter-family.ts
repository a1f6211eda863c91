import type { PanelField } from '../panel-field.js';
import type { FilterOperator } from './filter-term.js';

/** Fields that are filtered in one way, whatever they are called. */
export type FilterFamily = 'text' | 'sealed' | 'number' | 'day' | 'month' | 'choice' | 'reference';

export function familyOf(field: PanelField): FilterFamily {
  if (field.reference !== null) return 'reference';
  if (field.sealed) return 'sealed';
  if (field.kind === 'month') return 'month';
  if (field.store === 'date' || field.store === 'datetime') return 'day';
  if (field.store === 'integer' || field.store === 'bigint' || field.store === 'decimal') return 'number';
  const isFree = field.kind === 'text' || field.kind === 'longtext' || field.kind === 'email';
  if (field.store === 'boolean' || field.options !== null || !isFree) return 'choice';
  return 'text';
}

/** What may be asked of a field. */
export const OPERATORS_OF: Readonly<Record<FilterFamily, readonly FilterOperator[]>> = {
  text: ['plain', 'is', 'not', 'starts', 'empty', 'in', 'notin'],
  sealed: ['plain', 'is', 'not', 'empty', 'in', 'notin'],
  number: ['plain', 'not', 'from', 'to', 'empty', 'in', 'notin'],
  day: ['plain', 'not', 'from', 'to', 'before', 'after', 'last', 'during', 'empty'],
  month: ['plain', 'not', 'from', 'to', 'before', 'after', 'during', 'empty', 'in'],
  choice: ['plain', 'not', 'in', 'notin', 'empty'],
  reference: ['plain', 'not', 'in', 'notin', 'empty'],
};
