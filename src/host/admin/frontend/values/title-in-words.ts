import type { RecordJSON, ResourceJSON } from 'adminjs';
import { labelOf } from './field-kind.js';

/** What names a record, in words where its title is a code: a job is called by what it does. */
export function titleInWords({ titleProperty }: ResourceJSON, { title }: RecordJSON): string {
  return labelOf(titleProperty, title);
}
