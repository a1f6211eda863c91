import type { Actor } from '../../../src/kernel/permissions.js';
import type { Contributed, PluginContext } from '../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { importKind, type ImportKind } from '../contract/import-kind.js';

/** The kinds that the actor may import. */
export function kindsFor(context: PluginContext, actor: Actor): readonly Contributed<ImportKind>[] {
  return context.contributions(importKind).filter((kind) => context.may(actor, kind.value.permission));
}

export function findKind(
  context: PluginContext,
  actor: Actor,
  name: string,
): Result<Contributed<ImportKind>, Refusal> {
  const kinds = kindsFor(context, actor);
  const kind = kinds.find((candidate) => candidate.value.name === name);
  return kind
    ? ok(kind)
    : err({
        code: 'unknown-kind',
        kind: name,
        known: kinds.map((candidate) => candidate.value.name).join(', '),
      });
}
