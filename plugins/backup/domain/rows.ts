import { csvRows } from './csv-rows.js';
import { jsonRows } from './json-rows.js';
import type { RowColumn, RowForm } from './row-form.js';

export function rowForm(form: 'jsonl' | 'csv', columns: readonly RowColumn[]): RowForm {
  return form === 'csv' ? csvRows(columns) : jsonRows(columns);
}
