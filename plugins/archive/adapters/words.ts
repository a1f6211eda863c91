import { z } from 'zod';
import type { Actor, Language } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import { parseKept } from '../../../src/values/kept-json.js';
import type { Refusal } from '../../../src/values/result.js';

/** Who reads, in which language. */
export interface Reading {
  readonly context: PluginContext;
  readonly actor: Actor;
  readonly language: Language;
}

const refusal = z.looseObject({ code: z.string(), plugin: z.string().optional() });

/** The sentence of a refusal: of the plugin that it names, where a place of backups refused. */
export function sentenceOf(
  { context, language }: Pick<Reading, 'context' | 'language'>,
  { plugin, ...facts }: Refusal,
): string {
  const owner = typeof plugin === 'string' ? plugin : context.plugin;
  return context.translator.text(language, `${owner}:refusals.${facts.code}`, facts);
}

/** Of a refusal that was kept as JSON. */
export function keptSentence(reading: Reading, kept: string | null): string | null {
  if (kept === null) return null;
  const read = refusal.safeParse(parseKept(kept));
  return read.success ? sentenceOf(reading, read.data) : kept;
}
