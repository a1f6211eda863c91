import type { Actor } from '../../../src/kernel/permissions.js';
import type { Contributed, PluginContext } from '../../../src/kernel/plugin.js';
import { ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { ImportKind } from '../contract/import-kind.js';
import type { FileToImport, Importer, ImportReport } from '../contract/run-import.js';
import { guessMapping } from '../domain/guess-mapping.js';
import { applyFile, checkFile, type ImportOutcome, type ImportTask } from './import-file.js';
import { findKind } from './known-kinds.js';
import { rowSentence } from './sentences.js';
import type { OpenTable } from './table.js';

interface Ready {
  readonly kind: Contributed<ImportKind>;
  readonly task: ImportTask;
}

/** The import that another plugin's door starts: no upload, no run that is kept, the answer at once. */
export function makeImporter(openTable: OpenTable, context: PluginContext): Importer {
  async function ready(actor: Actor, file: FileToImport): Promise<Result<Ready, Refusal>> {
    const kind = findKind(context, actor, file.kind);
    if (!kind.ok) return kind;
    const table = await openTable(file.path, 'utf-8');
    if (!table.ok) return table;
    const task = {
      kind: kind.value.value,
      context: kind.value.context,
      actor,
      path: file.path,
      fileName: file.fileName,
      mapping: guessMapping(kind.value.value.fields, table.value.headings),
    };
    return ok({ kind: kind.value, task });
  }

  const reportOf = (actor: Actor, owner: string, { tally, written }: ImportOutcome): ImportReport => ({
    ...{ rows: tally.rows, created: tally.created, unchanged: tally.unchanged, failed: tally.failed },
    written,
    errors: tally.errors.map((failure) => ({
      line: failure.line,
      column: failure.column,
      sentence: rowSentence(context, owner, actor.language, failure),
    })),
  });

  return {
    async check(actor, file) {
      const found = await ready(actor, file);
      if (!found.ok) return found;
      const outcome = await checkFile(openTable, found.value.task);
      return outcome.ok ? ok(reportOf(actor, found.value.kind.plugin, outcome.value)) : outcome;
    },
    async apply(actor, file) {
      const found = await ready(actor, file);
      if (!found.ok) return found;
      const outcome = await applyFile(openTable, found.value.task, 'all-or-nothing', (work) =>
        context.database.transaction(work),
      );
      return outcome.ok ? ok(reportOf(actor, found.value.kind.plugin, outcome.value)) : outcome;
    },
  };
}
