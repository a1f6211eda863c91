import { parseKept } from '../values/kept-json.js';
import type { Refusal } from '../values/result.js';
import type { Actor, Language } from './permissions.js';
import type { PluginContext } from './plugin.js';

/** Who reads, in which language. */
export interface Reading {
  readonly context: PluginContext;
  readonly actor: Actor;
  readonly language: Language;
}

type Words = Pick<Reading, 'context' | 'language'>;

/** The sentence of a refusal: of the plugin that it names, where another's contribution refused. */
export function sentenceOf({ context, language }: Words, { plugin, ...facts }: Refusal): string {
  const owner = typeof plugin === 'string' ? plugin : context.plugin;
  return context.translator.text(language, `${owner}:refusals.${facts.code}`, facts);
}

/** Of a refusal that was kept as JSON; what is none is given as it stands. */
export function keptSentence(reading: Words, kept: string | null): string | null {
  if (kept === null) return null;
  const read = parseKept(kept);
  return isRefusal(read) ? sentenceOf(reading, read) : kept;
}

function isRefusal(read: unknown): read is Refusal {
  const { code, plugin } = (read ?? {}) as { readonly code?: unknown; readonly plugin?: unknown };
  return typeof code === 'string' && (plugin === undefined || typeof plugin === 'string');
}
