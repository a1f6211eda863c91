import type { Actor } from '../../../src/kernel/permissions.js';
import type { Transaction } from '../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { MOVED_MODELS, type MovedModel } from '../../billing/contract/year-archive.js';
import { rowsByTable, tableOf, type TableRows } from './moved-tables.js';
import type { MoveNeeds, Progress } from './move-year.js';
import type { FilePlace } from './year-files.js';
import type { ArchivedYear } from './years.js';

type Needs = Pick<MoveNeeds, 'database' | 'clock' | 'archive' | 'totals' | 'years' | 'files' | 'tables'>;

interface ReturnAsked {
  readonly year: number;
  /** null: the file that the house has kept */
  readonly path: string | null;
}

interface ReturnedYear {
  readonly year: number;
  readonly tables: readonly TableRows[];
}

/** The transaction ends with it: what the file's reader throws is not caught on its way. */
class NotPutBack extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

/**
 * Puts the rows of a moved year back, value for value, and takes away what was kept in their place: all of it or nothing. The house's own
 * file is fetched from a place that has a copy when it is gone. Refuses `year-not-moved`, `year-other-file`, `moved-taken` when a number
 * or a key was given to another record meanwhile, `moved-orphan`, and what reading the file refuses.
 */
export function makeReturnYear(needs: Needs) {
  const { database, years } = needs;
  return async (
    actor: Actor,
    { year, path }: ReturnAsked,
    run: Progress,
  ): Promise<Result<ReturnedYear, Refusal>> => {
    const known = await years.find(database.queries, year);
    if (!isMoved(known)) return err({ code: 'year-not-moved', year });
    const place: FilePlace = path === null ? { fileName: known.fileName } : { path };
    const found = await rightFile(needs, known, place, run.signal);
    if (!found.ok) return found;
    try {
      return await database.transaction((tx) => putBack(needs, tx, actor, { year, place }, run));
    } catch (error) {
      if (error instanceof NotPutBack) return err(error.refusal);
      throw error;
    }
  };
}

function isMoved(known: ArchivedYear | null): known is ArchivedYear & { readonly sha256: string } {
  return (known?.state === 'moved' || known?.state === 'returning') && known.sha256 !== null;
}

/** The very file of the year, fetched from the first place that gives it where the house's own is gone or is not what was written. */
async function rightFile(
  { files }: Needs,
  { year, fileName, sha256, copies }: ArchivedYear & { readonly sha256: string },
  place: FilePlace,
  signal: AbortSignal,
): Promise<Result<true, Refusal>> {
  const digest = await files.digest(place);
  if (digest.ok && digest.value === sha256) return ok(true);
  const file = 'path' in place ? place.path : fileName;
  const missed = digest.ok ? err({ code: 'year-other-file', year, file, sha256 }) : digest;
  if ('path' in place) return missed;
  for (const copy of copies) {
    const fetched = await files.fetch(copy, { fileName, sha256 }, signal);
    if (fetched.ok) return fetched;
  }
  return missed;
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
  if (!isMoved(known)) return err({ code: 'year-not-moved', year });
  const counts = new Map<MovedModel, number>(MOVED_MODELS.map((model) => [model, 0]));
  let records = 0;
  const read = await files.read(place, signal, (name) => {
    const model = MOVED_MODELS.find((each) => tableOf(tables, each).name === name);
    if (!model) return null;
    return async (rows) => {
      const put = await archive.putBack(tx, model, rows);
      if (!put.ok) throw new NotPutBack(put.error);
      records += rows.length;
      counts.set(model, (counts.get(model) ?? 0) + rows.length);
      await progress(records);
    };
  });
  if (!read.ok) return read;
  await totals.forget(tx, year);
  await archive.markReturned(tx, year);
  await years.returned(tx, year, clock.now());
  const put = rowsByTable(tables, counts);
  await tx.audit({
    actor,
    action: 'archive.return-year',
    entity: 'ArchivedYear',
    entityId: known.id,
    after: { year, file: known.fileName, tables: put },
  });
  return ok({ year, tables: put });
}
