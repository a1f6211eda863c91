import type { Language } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Refusal } from '../../../src/values/result.js';
import type { RowFailure } from './read-rows.js';

/** Codes that this plugin's own locale files explain; a kind's other codes are explained by its plugin. */
const OWN_CODES: ReadonlySet<string> = new Set([
  'value-missing',
  'formula',
  'not-yes-or-no',
  'not-an-integer',
  'not-a-date',
  'impossible-date',
  'not-a-rate',
  'not-an-amount',
  'too-many-cells',
  'duplicate-in-file',
  'too-long',
  'unknown-currency',
  'negative-amount',
  'too-many-decimals',
  'amount-too-large',
]);

/** The reason why a row was refused, for a reader. `owner` is the plugin of the kind. */
export function rowSentence(
  context: PluginContext,
  owner: string,
  language: Language,
  failure: RowFailure,
): string {
  const namespace = OWN_CODES.has(failure.refusal.code) ? context.plugin : owner;
  return context.translator.text(language, `${namespace}:refusals.${failure.refusal.code}`, failure.refusal);
}

export function fileSentence(context: PluginContext, language: Language, refusal: Refusal): string {
  return context.translator.text(language, `${context.plugin}:refusals.${refusal.code}`, refusal);
}
