import type { Actor } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Storage } from '../../../src/kernel/ports.js';
import { newId } from '../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { ImportKind, ImportMapping } from '../contract/import-kind.js';
import { guessMapping } from '../domain/guess-mapping.js';
import type { ImportRun, ImportRuns } from './import-runs.js';
import type { OpenTable } from './table.js';

export interface UploadFile {
  readonly fileName: string;
  /** where the file is now; it is moved into the house's storage */
  readonly path: string;
  readonly bytes: number;
}

export interface UploadParts {
  readonly runs: ImportRuns;
  readonly openTable: OpenTable;
  /** moves the file to where runs keep theirs and returns its new path and SHA-256 */
  readonly keep: (
    storage: Storage,
    runId: string,
    path: string,
  ) => Promise<{ readonly path: string; readonly digest: string }>;
}

/** Takes in a file to be imported later. It is opened at once: one that is no table at all is refused here. */
export function makeUploadFile({ runs, openTable, keep }: UploadParts) {
  return async (
    context: PluginContext,
    actor: Actor,
    kind: ImportKind,
    file: UploadFile,
  ): Promise<Result<ImportRun, Refusal>> => {
    const opened = await openAnyEncoding(openTable, file.path);
    if (!opened.ok) return opened;
    const id = newId();
    const kept = await keep(context.storage, id, file.path);
    const run: ImportRun = {
      id,
      kind: kind.name,
      fileName: file.fileName.slice(0, 255),
      filePath: kept.path,
      fileDigest: kept.digest,
      fileBytes: BigInt(file.bytes),
      mapping: { ...guessMapping(kind.fields, opened.value.headings), encoding: opened.value.encoding },
      mode: 'all-or-nothing',
      state: 'uploaded',
      rows: 0,
      created: 0,
      unchanged: 0,
      failed: 0,
      failedPath: null,
      error: null,
      jobId: null,
      requestedBy: actor.userId,
      createdAt: context.clock.now(),
      finishedAt: null,
    };
    await context.database.transaction(async (tx) => {
      await runs.add(tx.queries, run);
      await tx.audit({
        actor,
        action: 'imports.upload-file',
        entity: 'ImportRun',
        entityId: id,
        after: { kind: kind.name, file: run.fileName },
      });
    });
    return ok(run);
  };
}

/** Headings that are not UTF-8 are most often Windows-1251; the mapping screen shows the choice. */
async function openAnyEncoding(
  openTable: OpenTable,
  path: string,
): Promise<Result<{ headings: readonly string[]; encoding: ImportMapping['encoding'] }, Refusal>> {
  const first = await openTable(path, 'utf-8');
  if (first.ok) return ok({ headings: first.value.headings, encoding: 'utf-8' });
  if (first.error.code !== 'wrong-encoding') return err(first.error);
  const second = await openTable(path, 'windows-1251');
  return second.ok ? ok({ headings: second.value.headings, encoding: 'windows-1251' }) : err(first.error);
}
