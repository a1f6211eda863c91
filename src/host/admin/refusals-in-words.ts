import type { Language } from '../../kernel/permissions.js';
import type { Refusal } from '../../values/result.js';
import type { PanelResource } from './panel-resource.js';
import type { Sentences } from './sentences.js';

/** A record's values, those that keep a refusal said in the reader's language. */
export function refusalsInWords<Value>(
  sentences: Sentences,
  { fields, plugin }: PanelResource,
  params: Readonly<Record<string, Value>>,
  { language }: { readonly language: Language },
): Record<string, Value | string> {
  const kept = fields.filter(({ kind, name }) => kind === 'refusal' && typeof params[name] === 'string');
  const worded = kept.map(({ name }): [string, string] => {
    const { plugin: owner = plugin, ...refusal } = JSON.parse(String(params[name])) as Refusal & {
      readonly plugin?: string;
    };
    return [name, sentences.refusal(language, owner, refusal as Refusal)];
  });
  return { ...params, ...Object.fromEntries(worded) };
}
