import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { streamRows } from '../../../../src/query/stream-rows.js';
import type { ErasureWork, Forgetter } from '../../app/forgetting.js';
import type { FoundSubject } from '../../app/stored.js';
import { standInFor } from '../../app/stand-in-for.js';
import { knownAs } from '../../domain/known-as.js';
import { noAddressOf } from '../../domain/stand-in.js';
import { changeRows } from './change-rows.js';
import {
  anyTables,
  columnOf,
  describedTables,
  type AnyRow,
  type DescribedTables,
} from './described-tables.js';
import {
  countKept,
  countMentions,
  countOwnRows,
  forgetInTexts,
  forgetOwnRows,
  forgetSubjectItself,
  type Erasing,
} from './erase-rows.js';
import { subjectRows } from './subject-rows.js';
import { endOf } from './treat-rows.js';

/** Whoever wrote while the texts were read is found the next time; what is written now has no name to write. */
const PASSES = 3;

export const forgetter: Forgetter = {
  async knownBy(context, subject) {
    const tables = describedTables(context.personalData);
    const own = new Set<string>();
    for await (const value of identities(context, tables, subject)) own.add(value);
    for (const value of await sharedAmong(context, tables, subject, own)) own.delete(value);
    return [...own];
  },

  async endAccess(context, subject, tx) {
    const tables = describedTables(context.personalData);
    for (const table of tables.all.filter(({ personal }) => personal.subject)) {
      const rows: AnyRow[] = [];
      for await (const row of subjectRows(context.database.queries, tables, table, subject, 'fully'))
        rows.push(row);
      await changeRows(tx, table, rows, (row) => endOf(table, row));
    }
  },

  forgetItself: async (work, tx) => forgetSubjectItself(await erasingOf(work), tx),

  async forgetTheRest(work) {
    const erasing = await erasingOf(work);
    const { all } = erasing.tables;
    const steps = 2 * all.length;
    for (const [at, table] of all.entries()) {
      if (!table.personal.subject) await forgetOwnRows(erasing, table);
      await work.reached(at + 1, steps);
    }
    for (let pass = 0; pass < PASSES; pass += 1) {
      let found = 0;
      for (const [at, table] of all.entries()) {
        found += await forgetInTexts(erasing, table);
        if (pass === 0) await work.reached(all.length + at + 1, steps);
      }
      if (found === 0) return;
    }
  },

  async countKept(work) {
    const erasing = await erasingOf(work);
    for (const table of erasing.tables.all) await countKept(erasing, table);
  },

  async countEverything(work) {
    const erasing = await erasingOf(work);
    for (const table of erasing.tables.all) {
      await countOwnRows(erasing, table);
      await countMentions(erasing, table);
      await countKept(erasing, table);
    }
  },
};

async function erasingOf(work: ErasureWork): Promise<Erasing> {
  const standIn = await standInFor(work.context, work.subject);
  return {
    ...work,
    ...{ standIn, tables: describedTables(work.context.personalData) },
    known: knownAs(work.knownBy, standIn),
    noAddress: noAddressOf,
  };
}

/** What the rows say that are the subject itself. */
async function* identities(
  context: PluginContext,
  tables: DescribedTables,
  subject: FoundSubject,
): AsyncIterable<string> {
  for (const table of tables.all) {
    const { identifies = [] } = table.personal.subject ?? {};
    if (identifies.length === 0) continue;
    for await (const row of subjectRows(context.database.queries, tables, table, subject, 'fully'))
      yield* textsOf(row, identifies);
  }
}

/** Of these values, those by which somebody else is known as well: to take them out would take others' names. */
async function sharedAmong(
  context: PluginContext,
  tables: DescribedTables,
  subject: FoundSubject,
  values: ReadonlySet<string>,
): Promise<readonly string[]> {
  const own = new Set([subject.id, ...subject.userIds]);
  const lower = new Map([...values].map((value) => [value.trim().toLowerCase(), value]));
  const shared: string[] = [];
  for (const table of tables.all) {
    const { identifies = [] } = table.personal.subject ?? {};
    if (identifies.length === 0) continue;
    const query = anyTables(context.database.queries)
      .selectFrom(table.table)
      .select(['id', ...identifies].map((name) => `${columnOf(table, name)} as ${name}`) as never);
    for await (const row of streamRows(query) as AsyncIterable<AnyRow>) {
      if (own.has(String(row['id']))) continue;
      for (const text of textsOf(row, identifies)) {
        const value = lower.get(text.trim().toLowerCase());
        if (value !== undefined) shared.push(value);
      }
    }
  }
  return shared;
}

function textsOf(row: AnyRow, names: readonly string[]): string[] {
  return names
    .map((name) => row[name])
    .filter((value) => typeof value === 'string' && value.trim() !== '') as string[];
}
