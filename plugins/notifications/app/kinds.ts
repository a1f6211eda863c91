import type { Language } from '../../../src/kernel/permissions.js';
import type { Contributed, PluginContext } from '../../../src/kernel/plugin.js';
import { noticeKind, type NoticeKind } from '../contract/notice-kind.js';

export type KnownKind = Contributed<NoticeKind>;

/** What stands for kinds that nobody contributed: notices of plugins that know nothing of messages. */
export const OTHER_KIND = 'notifications.other';

export function knownKinds(context: PluginContext): ReadonlyMap<string, KnownKind> {
  return new Map(context.contributions(noticeKind).map((known) => [known.value.name, known]));
}

/** @throws when not even the kind of all others is there */
export function kindFor(kinds: ReadonlyMap<string, KnownKind>, name: string): KnownKind {
  const known = kinds.get(name) ?? kinds.get(OTHER_KIND);
  if (!known) throw new Error(`Nobody contributed the notice kind ${name}.`);
  return known;
}

/** What a kind is called, and what its reader is told of it. */
export function kindTitle(
  context: PluginContext,
  language: Language,
  known: KnownKind,
  part: 'title' | 'help' = 'title',
): string {
  const [owner = '', what = ''] = known.value.name.split('.');
  // The house names kinds for plugins that do not know of messages: their titles are its own.
  const key = owner === known.plugin ? what : `${owner}-${what}`;
  return context.translator.text(language, `${known.plugin}:kinds.${key}.${part}`);
}
