import type { Actor } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Transaction } from '../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { ImportKind, ImportMapping, ImportSession } from '../contract/import-kind.js';
import type { SettledMapping } from '../domain/row-reader.js';
import type { ImportMode } from './import-runs.js';
import { readRows, type ImportTally, type RowFailure, type RowReading } from './read-rows.js';
import { settleMapping } from './settle-mapping.js';
import { FileRefused, type OpenTable, type Table, type TableRow } from './table.js';

/** Which file is read as what, by whom. `context` is the context of the plugin that contributed the kind. */
export interface ImportTask {
  readonly kind: ImportKind;
  readonly context: PluginContext;
  readonly actor: Actor;
  readonly path: string;
  readonly fileName: string;
  readonly mapping: ImportMapping;
  readonly signal?: AbortSignal;
  /** the reading begins, or begins again after a dead-lock */
  readonly onStart?: () => Promise<void>;
  readonly onProgress?: (tally: ImportTally) => void;
  readonly onFailedRow?: (row: TableRow, failures: readonly RowFailure[]) => Promise<void> | void;
}

/** `written`: false when all-or-nothing met a bad row, and for a check */
export interface ImportOutcome {
  readonly tally: ImportTally;
  readonly written: boolean;
}

interface ReadyTask {
  readonly table: Table;
  readonly settled: SettledMapping;
  readonly session: ImportSession<unknown>;
}

/** Judges every row of a file; writes nothing. */
export async function checkFile(
  openTable: OpenTable,
  task: ImportTask,
): Promise<Result<ImportOutcome, Refusal>> {
  return refusingBrokenFiles(async () => {
    const ready = await makeReady(openTable, task);
    if (!ready.ok) return ready;
    const tally = await readRows({ ...readingOf(task, ready.value), queries: task.context.database.queries });
    return ok({ tally, written: false });
  });
}

/** Rolls the transaction back and carries what was found. */
class BadRows extends Error {
  constructor(readonly tally: ImportTally) {
    super('rows were refused');
  }
}

/**
 * Takes a file in, in one transaction: with all-or-nothing a single bad row leaves everything as it was. `inTransaction` opens the
 * transaction (a job's runs once for ever); `finish` writes the run's own outcome into it.
 */
export async function applyFile(
  openTable: OpenTable,
  task: ImportTask,
  mode: ImportMode,
  inTransaction: (work: (tx: Transaction) => Promise<ImportTally>) => Promise<ImportTally>,
  finish: (tx: Transaction, tally: ImportTally) => Promise<void> = async () => undefined,
): Promise<Result<ImportOutcome, Refusal>> {
  return refusingBrokenFiles(async (): Promise<Result<ImportOutcome, Refusal>> => {
    const stopAtFirstFailure = mode === 'all-or-nothing';
    try {
      const tally = await inTransaction(async (tx) => {
        const ready = await makeReady(openTable, task);
        if (!ready.ok) throw new FileRefused(ready.error);
        const { session } = ready.value;
        const read = await readRows({
          ...readingOf(task, ready.value),
          queries: tx.queries,
          write: { tx, stopAtFirstFailure },
        });
        if (stopAtFirstFailure && read.failed > 0) throw new BadRows(read);
        await session.finish(tx, { created: read.created, fileName: task.fileName });
        await finish(tx, read);
        return read;
      });
      return ok({ tally, written: true });
    } catch (error) {
      if (error instanceof BadRows) return ok({ tally: { ...error.tally, created: 0 }, written: false });
      throw error;
    }
  });
}

async function makeReady(openTable: OpenTable, task: ImportTask): Promise<Result<ReadyTask, Refusal>> {
  const { kind, context, actor, mapping } = task;
  await task.onStart?.();
  const table = await openTable(task.path, mapping.encoding);
  if (!table.ok) return table;
  const settlement = await settleMapping(table.value, kind.fields, mapping);
  if (!settlement.ok) return settlement;
  const open = settlement.value.ambiguous[0];
  if (open)
    return err({
      code: 'date-format-ambiguous',
      heading: open.heading,
      candidates: open.candidates.join(', '),
    });
  const currency = mapping.currency ?? (await context.organisation()).currency;
  const session = await kind.open(context, actor, {
    currency,
    createMissing: mapping.createMissing,
    amountUnit: mapping.amountUnit,
  });
  return ok({ table: table.value, settled: settlement.value.settled, session });
}

function readingOf(task: ImportTask, ready: ReadyTask): Omit<RowReading<unknown>, 'queries' | 'write'> {
  return {
    ...ready,
    fields: task.kind.fields,
    signal: task.signal,
    onProgress: task.onProgress,
    onFailedRow: task.onFailedRow,
  };
}

async function refusingBrokenFiles<T>(work: () => Promise<Result<T, Refusal>>): Promise<Result<T, Refusal>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FileRefused) return err(error.refusal);
    throw error;
  }
}
