import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { MoveNeeds } from './move-year.js';
import type { FileCopy } from './years.js';

type Needs = Pick<MoveNeeds, 'database' | 'clock' | 'years' | 'files'>;

/**
 * Reads the file of a moved year to its end, the house's own and every copy, and notes which are whole. Refuses `year-not-moved`, and the
 * first thing that is wrong.
 */
export function makeProveYear({ clock, database, files, years }: Needs) {
  const { queries } = database;
  return async (year: number, signal: AbortSignal): Promise<Result<null, Refusal>> => {
    const known = await years.find(queries, year);
    if (known?.state !== 'moved' || known.sha256 === null) return err({ code: 'year-not-moved', year });
    const { fileName, sha256 } = known;
    const own = await files.prove({ fileName }, sha256, signal);
    let wrong = own.ok ? null : own.error;
    const copies: FileCopy[] = [];
    for (const copy of known.copies) {
      const there = await files.prove(copy, sha256, signal);
      copies.push({ ...copy, provenAt: there.ok ? clock.now().toISOString() : null });
      wrong ??= there.ok ? null : there.error;
    }
    await years.proven(queries, year, {
      provenAt: own.ok ? clock.now() : null,
      copies,
      error: wrong === null ? null : JSON.stringify(wrong),
    });
    return wrong === null ? ok(null) : err(wrong);
  };
}
