import { exponentOf, isCurrency } from '../../values/currency.js';
import type { PanelField } from './panel-field.js';
import type { PanelReader } from './panel-reader.js';
import type { PanelRegistry } from './panel-registry.js';
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

/** A reference to a model that the reader may not open would be a bare id: it is left out. */
export function isShownTo(field: PanelField, reader: PanelReader, registry: PanelRegistry): boolean {
  if (field.reference === null) return true;
  const target = registry.entry(field.reference);
  return target === null || reader.may(target.resource.contribution.permissions.read);
}
