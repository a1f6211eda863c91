import type { BasePropertyJSON } from 'adminjs';

/** How the server says a property is to be treated; where it says nothing, AdminJS's own type tells. */
export type FieldKind =
  | 'money'
  | 'rate'
  | 'quantity'
  | 'status'
  | 'select'
  | 'language'
  | 'currency'
  | 'month'
  | 'date'
  | 'datetime'
  | 'email'
  | 'text'
  | 'longtext'
  | 'text-by-language'
  | 'password'
  | 'boolean'
  | 'number'
  | 'bytes'
  | 'progress'
  | 'reference';

export interface Option {
  readonly value: string;
  readonly label: string;
}

export function kindOf(property: BasePropertyJSON): FieldKind {
  const kind = property.custom?.['kind'] as FieldKind | undefined;
  if (kind) return kind;
  if (property.reference) return 'reference';
  if (property.type === 'boolean' || property.type === 'date' || property.type === 'datetime')
    return property.type;
  if (property.type === 'number' || property.type === 'float') return 'number';
  return optionsOf(property).length > 0 ? 'select' : 'text';
}

export function optionsOf(property: BasePropertyJSON): readonly Option[] {
  return (property.custom?.['options'] as readonly Option[] | undefined) ?? [];
}

export function labelOf(property: BasePropertyJSON, value: string): string {
  return optionsOf(property).find((option) => option.value === value)?.label ?? value;
}

const FIGURES: readonly FieldKind[] = ['money', 'rate', 'quantity', 'number', 'bytes'];

/** Figures stand to the right, so that their places meet. */
export function isFigure(property: BasePropertyJSON): boolean {
  return FIGURES.includes(kindOf(property));
}

/** The code of the currency that an amount of this record is in. */
export function currencyOf(
  property: BasePropertyJSON,
  params: Readonly<Record<string, unknown>>,
): string | null {
  const code = params[(property.custom?.['currencyField'] as string | undefined) ?? 'currency'];
  return typeof code === 'string' && code !== '' ? code : null;
}
