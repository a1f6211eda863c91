import { house } from '../../../../panel-kit/index.js';
import type { Option } from './field-kind.js';

/** Every currency that the browser knows, the organisation's own first, named in the reader's language. */
export function currencyOptions(): readonly Option[] {
  const { language, organisation } = house();
  const names = new Intl.DisplayNames(language, { type: 'currency' });
  const codes = [...new Set([organisation.currency, ...Intl.supportedValuesOf('currency')])];
  return codes.filter(Boolean).map((value) => ({ value, label: `${value} · ${names.of(value) ?? value}` }));
}
