import type { PermissionName } from '../../kernel/permissions.js';
import { exponentOf, isCurrency } from '../../values/currency.js';
import type { PanelField } from './panel-field.js';
import type { PanelResource } from './panel-resource.js';
import { toParam } from './panel-values.js';
import type { RawRecord } from './record-reads.js';

export type Params = Readonly<Record<string, string | number | boolean | null>>;

/** What leaves the server of a row: the fields that its plugin shows, in the browser's terms. */
export function paramsOf(resource: PanelResource, raw: RawRecord): Params {
  const params: Record<string, string | number | boolean | null> = {};
  for (const field of resource.fields) {
    if (!field.visible) continue;
    params[field.name] = toParam(field, raw[field.name], exponentFor(field, raw));
    if (field.currency?.through)
      params[field.currency.param] = (raw[field.currency.param] as string | null | undefined) ?? null;
  }
  return params;
}

export function exponentFor(field: PanelField, raw: RawRecord): number {
  const currency = field.currency ? raw[field.currency.param] : null;
  return typeof currency === 'string' && isCurrency(currency) ? exponentOf(currency) : 2;
}

/** What a reader's record says: not even by its key does a field appear that the reader is not told of. */
export function paramsFor(
  resource: PanelResource,
  raw: RawRecord,
  shown: (field: PanelField) => boolean,
): Params {
  const hidden = resource.fields.filter((field) => field.visible && !shown(field));
  const params = { ...paramsOf(resource, raw) };
  for (const field of hidden) delete params[field.name];
  return params;
}

/** What names a record: its title, or its id where it has none that the reader may see. An amount is named with its currency. */
export function titleOf(
  { idField, titleField }: PanelResource,
  raw: RawRecord,
  shown: (field: PanelField) => boolean,
): string {
  const title = shown(titleField)
    ? toParam(titleField, raw[titleField.name], exponentFor(titleField, raw))
    : null;
  if (title === null || title === '') return String(raw[idField.name]);
  const currency = titleField.currency && raw[titleField.currency.param];
  return typeof currency === 'string' ? `${title} ${currency}` : String(title);
}

type May = (permission: PermissionName) => boolean;

/** The models that the panel shows: its registry. */
interface KnownModels {
  entry(model: string): { readonly resource: PanelResource } | null;
}

/** A field with a permission is for those who have it; a reference to a model that the reader may not open would be a bare id. */
export function isShownTo(field: PanelField, { may }: { readonly may: May }, registry: KnownModels): boolean {
  if (field.permission !== null && !may(field.permission)) return false;
  if (field.reference === null) return true;
  const target = registry.entry(field.reference);
  return target === null || may(target.resource.contribution.permissions.read);
}
