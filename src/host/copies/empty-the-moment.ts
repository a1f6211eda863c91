import { sql, type RawBuilder } from 'kysely';
import type { StoredTable } from '../../kernel/copies.js';
import type { Transaction } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';
import { REPEAT_KEYS } from '../jobs/occurrences.js';

/**
 * What goes on although the rest is of another day: the jobs that run, of which the bringing-back may be one, and the next occurrences
 * of those that repeat. Of what wakes them nothing is taken away: to be woken for a job that is gone does no harm.
 */
const GOES_ON: Readonly<Record<string, RawBuilder<boolean>>> = {
  job: sql<boolean>`state = 'running' or (state = 'scheduled' and coalesce(unique_key, '') like ${REPEAT_KEYS})`,
};

/** Sessions, waiting events, counters: they belong to the rows that were there before. */
export async function emptyTheMoment(
  { queries }: Transaction,
  tables: readonly StoredTable[],
): Promise<void> {
  const ofTheMoment = tables.filter(({ rule }) => rule?.kept === 'nowhere');
  for (const { name } of ofTheMoment.toReversed()) {
    if (name === 'agenda_job') continue;
    const goesOn = GOES_ON[name];
    const what = goesOn ? sql`where not (${goesOn})` : sql``;
    await sql`delete from ${sql.table(name)} ${what}`.execute(queriesOf<unknown>(queries));
  }
}
