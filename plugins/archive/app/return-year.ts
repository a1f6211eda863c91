import type { Actor } from '../../../src/kernel/permissions.js';
import type { Transaction } from '../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { MOVED_MODELS } from '../../billing/contract/year-archive.js';
import { tableOf, type MoveNeeds, type Progress } from './move-year.js';
import type { FilePlace } from './year-files.js';

type Needs = Pick<MoveNeeds, 'database' | 'clock' | 'archive' | 'totals' | 'years' | 'files' | 'tables'>;

interface ReturnAsked {
  readonly year: number;
  /** null: the file that the house has kept */
  readonly path: string | null;
}

interface ReturnedYear {
  readonly year: number;
  /** rows by table */
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
}

/** The transaction ends with it: what the file's reader throws is not caught on its way. */
class NotPutBack extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

/**
 * Puts the rows of a moved year back, value for value, and takes away what was kept in their place: all of it or nothing. Refuses
 * `year-not-moved`, `year-other-file`, `moved-taken` when a number or a key was given to another record meanwhile, `moved-orphan`, and
 * what reading the file refuses.
 */
export function makeReturnYear(needs: Needs) {
  const { database, files, years } = needs;

  return async (
    actor: Actor,
    { year, path }: ReturnAsked,
    run: Progress,
  ): Promise<Result<ReturnedYear, Refusal>> => {
    const known = await years.find(database.queries, year);
    if (known?.state !== 'moved') return err({ code: 'year-not-moved', year });
    const place: FilePlace = path === null ? { fileName: known.fileName } : { path };
    const digest = await files.digest(place);
    if (!digest.ok) return digest;
    if (digest.value !== known.sha256)
      return err({ code: 'year-other-file', year, file: path ?? known.fileName, sha256: known.sha256 });
    try {
      return await database.transaction((tx) => putBack(needs, tx, actor, { year, place }, run));
    } catch (error) {
      if (error instanceof NotPutBack) return err(error.refusal);
      throw error;
    }
  };
}

async function putBack(
  { archive, clock, files, tables, totals, years }: Needs,
  tx: Transaction,
  actor: Actor,
  { year, place }: { readonly year: number; readonly place: FilePlace },
  { signal, progress }: Progress,
): Promise<Result<ReturnedYear, Refusal>> {
  await archive.hold(tx, year);
  const known = await years.lock(tx, year);
  if (known?.state !== 'moved') return err({ code: 'year-not-moved', year });
  const counts = new Map<string, number>();
  let records = 0;
  const read = await files.read(place, signal, (name) => {
    const model = MOVED_MODELS.find((each) => tableOf(tables, each).name === name);
    if (!model) return null;
    return async (rows) => {
      const put = await archive.putBack(tx, model, rows);
      if (!put.ok) throw new NotPutBack(put.error);
      records += rows.length;
      counts.set(name, (counts.get(name) ?? 0) + rows.length);
      await progress(records);
    };
  });
  if (!read.ok) return read;
  await totals.forget(tx, year);
  await archive.markReturned(tx, year);
  await years.returned(tx, year, clock.now());
  const put = MOVED_MODELS.map((model) => tableOf(tables, model).name).map((table) => ({
    table,
    rows: counts.get(table) ?? 0,
  }));
  await tx.audit({
    actor,
    action: 'archive.return-year',
    entity: 'ArchivedYear',
    entityId: known.id,
    after: { year, file: known.fileName, tables: put },
  });
  return ok({ year, tables: put });
}
