import type { Actor } from '../../../src/kernel/permissions.js';
import type { SubjectKind } from '../../../src/kernel/personal-data.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { SubjectView } from '../contract/requests.js';
import { describedTables } from './database/described-tables.js';

interface About {
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
}

/** Whom something is about: those that the reader may see. */
export async function subjectsOf(
  { context, actor }: { readonly context: PluginContext; readonly actor: Actor },
  those: readonly About[],
): Promise<(each: About) => SubjectView | null> {
  const tables = describedTables(context.personalData);
  const found = new Map<string, SubjectView>();
  for (const kind of new Set(those.map(({ subjectKind }) => subjectKind))) {
    const model = tables.ofSubjects(kind)?.name;
    const ids = those.filter((each) => each.subjectKind === kind).map(({ subjectId }) => subjectId);
    if (model === undefined) continue;
    for (const { id, title, href } of await context.records.visible(actor, model, [...new Set(ids)]))
      found.set(`${kind} ${id}`, { kind, id, title, href });
  }
  return ({ subjectKind, subjectId }) => found.get(`${subjectKind} ${subjectId}`) ?? null;
}

/** Names of those who did something; the house itself, and whoever is no user any more, has none. */
export async function namesOf(
  { people }: PluginContext,
  userIds: readonly (string | null)[],
): Promise<(id: string | null) => string | null> {
  const ids = [...new Set(userIds.filter((id) => id !== null))];
  const known = new Map((ids.length > 0 ? await people.named(ids) : []).map(({ id, name }) => [id, name]));
  return (id) => (id === null ? null : (known.get(id) ?? null));
}
