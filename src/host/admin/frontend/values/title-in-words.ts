import type { RecordJSON, ResourceJSON } from 'adminjs';
import { formatDate, formatDateTime, formatMoney } from '../../../../panel-kit/index.js';
import { currencyOf, kindOf, labelOf } from './field-kind.js';

/** What names a record as the reader writes it: a job is called by what it does, a claim by its amount. */
export function titleInWords({ titleProperty }: ResourceJSON, { id, title, params }: RecordJSON): string {
  // A record without a title is called by its id.
  if (title === id) return title;
  switch (kindOf(titleProperty)) {
    case 'money': {
      const amount: unknown = params[titleProperty.propertyPath];
      return typeof amount === 'string' ? formatMoney(amount, currencyOf(titleProperty, params)) : title;
    }
    case 'date':
      return formatDate(title);
    case 'datetime':
      return formatDateTime(title);
    default:
      return labelOf(titleProperty, title);
  }
}
