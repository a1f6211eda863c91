import type { StoredTable } from '../../../src/kernel/copies.js';
import type { Database } from '../../../src/kernel/ports.js';
import { ok, type Refusal, type Result } from '../../../src/values/result.js';
import { MOVED_MODELS, type MovedModel, type YearArchive } from '../../billing/contract/year-archive.js';
import { choose, Tally } from './choose.js';
import { rowsByTable } from './moved-tables.js';
import type { YearReport } from './years.js';

interface Needs {
  readonly database: Database;
  readonly archive: YearArchive;
  /** of the whole house */
  readonly tables: readonly StoredTable[];
}

/** What moving the year would do; nothing is changed. Refuses `year-not-closed`, `year-moved`. */
export function makeLookAtYear({ archive, database, tables }: Needs) {
  const { queries } = database;
  return async (year: number): Promise<Result<YearReport, Refusal>> => {
    const allowed = await archive.mayMove(queries, year);
    if (!allowed.ok) return allowed;
    const tally = new Tally();
    const rows = new Map<MovedModel, number>(MOVED_MODELS.map((model) => [model, 0]));
    for await (const choice of choose(archive, queries, year)) {
      tally.add(choice, await archive.amounts(queries, choice.goes));
      for (const model of MOVED_MODELS)
        rows.set(model, (rows.get(model) ?? 0) + (await archive.count(queries, model, choice.goes)));
    }
    return ok({ year, ...tally.report(), tables: rowsByTable(tables, rows) });
  };
}
