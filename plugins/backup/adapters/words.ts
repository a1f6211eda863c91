import { z } from 'zod';
import type { Reading } from '../../../src/kernel/refusal-sentence.js';
import { parseKept } from '../../../src/values/kept-json.js';
import type { May, Named, Progress } from '../contract/doors.js';

const names = z.array(z.string());

export function keptNames(kept: string): readonly string[] {
  return names.safeParse(parseKept(kept)).data ?? [];
}

export function say({ context, language }: Reading, key: string): string {
  return context.translator.text(language, `${context.plugin}:${key}`);
}

/** What people can choose in place of everything, in the order of its titles. */
export function setsOf({ context, language }: Reading): readonly Named[] {
  const found = new Map<string, string>();
  for (const { plugin, rule } of context.copies.tables) {
    if (rule === null || rule.kept === 'nowhere' || found.has(rule.kept)) continue;
    found.set(rule.kept, context.translator.text(language, `${plugin}:copies.${rule.kept}`));
  }
  return [...found]
    .map(([name, title]) => ({ name, title }))
    .sort((one, other) => one.title.localeCompare(other.title, language));
}

export function mayOf({ context, actor }: Reading): May {
  const may = (what: string): boolean => context.may(actor, `backup.${what}`);
  return {
    make: may('make'),
    download: may('download'),
    configure: may('configure'),
    restore: may('restore'),
    approve: may('approve'),
  };
}

/** How far its job is; nothing once that is over. */
export async function progressOf({ context }: Reading, jobId: string | null): Promise<Progress> {
  const job = jobId === null ? null : await context.jobs.find(jobId);
  return { done: job?.progress ?? 0, total: job?.total ?? null };
}

/** Names of users, by id; whoever is no user any more has none. */
export async function namesOf(
  { context }: Reading,
  ids: readonly (string | null)[],
): Promise<(id: string | null) => string | null> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))];
  const people = wanted.length > 0 ? await context.people.named(wanted) : [];
  const byId = new Map(people.map(({ id, name }) => [id, name]));
  return (id) => (id === null ? null : (byId.get(id) ?? null));
}
