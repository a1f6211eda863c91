import { addDays, compareDates, type LocalDate } from '../../../../src/values/local-date.js';
import type { Result } from '../../../../src/values/result.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type {
  ImportField,
  ImportOptions,
  ImportValues,
  RowRefusal,
} from '../../../imports/contract/import-kind.js';
import { representativeField } from './representative-field.js';
import { digestOfRow, RowValues } from '../../../imports/contract/row-values.js';

/** An issued invoice of another system, with what was paid on it so far. Amounts in minor units of `currency`. */
export interface InvoiceRow {
  readonly number: string;
  readonly representative: string;
  readonly representativeName: string | null;
  readonly geo: string | null;
  readonly office: string | null;
  readonly issueDate: LocalDate;
  readonly dueDate: LocalDate;
  readonly currency: CurrencyCode;
  readonly total: bigint;
  readonly tax: bigint;
  readonly paid: bigint;
  readonly paidOn: LocalDate;
  readonly disputed: boolean;
  readonly description: string | null;
  readonly digest: string;
}

export const invoiceFields: readonly ImportField[] = [
  {
    name: 'number',
    kind: 'text',
    required: true,
    headings: ['invoicenumber', 'invoiceno', 'invoice', 'номеррахунку', 'номерсчета', 'номер'],
  },
  representativeField,
  {
    name: 'representativeName',
    kind: 'text',
    required: false,
    headings: ['customername', 'clientname', 'name'],
  },
  {
    name: 'geo',
    kind: 'text',
    required: false,
    headings: ['countrycode', 'country', 'market', 'гео', 'країна', 'страна'],
  },
  { name: 'office', kind: 'text', required: false, headings: ['branch', 'офіс', 'офис'] },
  {
    name: 'issueDate',
    kind: 'date',
    required: true,
    headings: ['invoicedate', 'date', 'issuedon', 'issued', 'датарахунку', 'датасчета', 'дата'],
  },
  {
    name: 'dueDate',
    kind: 'date',
    required: false,
    headings: ['due', 'dueon', 'paymentdue', 'термін', 'срок', 'оплатитидо', 'оплатитьдо'],
  },
  {
    name: 'amount',
    kind: 'amount',
    required: true,
    headings: ['invoiceamount', 'total', 'gross', 'sum', 'сума', 'сумма'],
  },
  { name: 'tax', kind: 'amount', required: false, headings: ['vat', 'taxamount', 'пдв', 'ндс'] },
  { name: 'currency', kind: 'text', required: false, headings: ['currencycode', 'валюта'] },
  {
    name: 'paidAmount',
    kind: 'amount',
    required: false,
    headings: ['paid', 'amountpaid', 'сплачено', 'оплачено'],
  },
  {
    name: 'paidOn',
    kind: 'date',
    required: false,
    headings: ['settleddate', 'settledon', 'paymentdate', 'paiddate', 'датаоплати', 'датаоплаты'],
  },
  { name: 'disputed', kind: 'boolean', required: false, headings: ['dispute', 'спірний', 'спорный'] },
  { name: 'description', kind: 'text', required: false, headings: ['item', 'details', 'опис', 'описание'] },
];

const TERM_DAYS = 30;

/** Reads one row by itself. A date of payment without an amount means that the whole invoice was paid on it. */
export function readInvoiceRow(
  values: ImportValues,
  options: ImportOptions,
): Result<InvoiceRow, readonly RowRefusal[]> {
  const row = new RowValues(values, options);
  const currency = row.currency();
  const total = row.amount('amount', currency);
  const tax = row.amount('tax', currency);
  const paidAmount = row.amount('paidAmount', currency);
  const issueDate = row.date('issueDate');
  const settledOn = row.date('paidOn');
  const text = {
    number: row.requiredText('number', 60),
    representative: row.requiredText('representative', 40),
    representativeName: row.text('representativeName', 190),
    geo: row.text('geo', 40),
    office: row.text('office', 40),
    description: row.text('description', 500),
  };
  const dueDate = row.date('dueDate') ?? (issueDate === null ? null : addDays(issueDate, TERM_DAYS));
  if (issueDate && dueDate && compareDates(dueDate, issueDate) < 0)
    row.refuse('dueDate', 'due-before-issue', { issueDate, dueDate });
  if (total && tax && tax.minor > total.minor) row.refuse('tax', 'tax-over-total');

  return row.done(() => {
    if (!currency || !total || !issueDate || !dueDate)
      throw new Error('a required value of an invoice row was lost');
    const paid = paidAmount?.minor ?? (settledOn ? total.minor : 0n);
    // Money that came before the invoice counts against it from the day of the invoice.
    const paidOn = settledOn && compareDates(settledOn, issueDate) > 0 ? settledOn : issueDate;
    const disputed = row.yes('disputed');
    const bare = {
      ...text,
      issueDate,
      dueDate,
      currency,
      total: total.minor,
      tax: tax?.minor ?? 0n,
      paid,
      paidOn,
      disputed,
    };
    return { ...bare, digest: digestOfRow(Object.values(bare)) };
  });
}
