import type { ImportField, ImportMapping } from '../contract/import-kind.js';

/** "Invoice Number", "invoice_number" and "invoiceNumber" are one heading. */
export function plainHeading(heading: string): string {
  return heading.toLowerCase().replace(/[\s_\-.:/()#№]+/g, '');
}

/** Gives every field the first heading that means it; a heading feeds one field only, and exact names go first. */
export function guessColumns(
  fields: readonly ImportField[],
  headings: readonly string[],
): Readonly<Record<string, string>> {
  const free = new Map(headings.map((heading) => [plainHeading(heading), heading]));
  const columns: Record<string, string> = {};
  const take = (field: ImportField, plain: string): boolean => {
    const heading = free.get(plain);
    if (heading === undefined || columns[field.name] !== undefined) return false;
    columns[field.name] = heading;
    free.delete(plain);
    return true;
  };
  for (const field of fields) take(field, plainHeading(field.name));
  for (const field of fields) for (const candidate of field.headings) if (take(field, candidate)) break;
  return columns;
}

export function guessMapping(fields: readonly ImportField[], headings: readonly string[]): ImportMapping {
  return {
    columns: guessColumns(fields, headings),
    dateFormat: 'detect',
    decimalSign: 'detect',
    amountUnit: 'major',
    encoding: 'utf-8',
    currency: null,
    createMissing: false,
  };
}
