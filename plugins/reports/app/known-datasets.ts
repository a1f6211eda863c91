import type { Actor, Language } from '../../../src/kernel/permissions.js';
import type { Contributed, PluginContext } from '../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { dataset, type Dataset, type DatasetColumn } from '../contract/dataset.js';

/** The datasets that the actor may list. */
export function datasetsFor(context: PluginContext, actor: Actor): readonly Contributed<Dataset>[] {
  return context.contributions(dataset).filter(({ value }) => context.may(actor, value.permission));
}

/** Refuses `unknown-dataset`: one that the actor may not list is as good as absent. */
export function findDataset(
  context: PluginContext,
  actor: Actor,
  name: string,
): Result<Contributed<Dataset>, Refusal> {
  const known = datasetsFor(context, actor);
  const found = known.find(({ value }) => value.name === name);
  if (found) return ok(found);
  return err({
    code: 'unknown-dataset',
    dataset: name,
    known: known.map(({ value }) => value.name).join(', '),
  });
}

export function columnsFor(
  context: PluginContext,
  actor: Actor,
  { columns }: Dataset,
): readonly DatasetColumn[] {
  return columns.filter(({ permission }) => permission === undefined || context.may(actor, permission));
}

export function columnTitle(
  { plugin, value, context }: Contributed<Dataset>,
  language: Language,
  column: string,
): string {
  return context.translator.text(language, `${plugin}:datasets.${value.name}.${column}`);
}
