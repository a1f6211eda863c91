import type { PluginContext } from '../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { ImportField } from '../contract/import-kind.js';
import type { MappedTable, TableRecord, Tables } from '../contract/tables.js';
import { guessMapping } from '../domain/guess-mapping.js';
import { makeRowReader, type SettledMapping } from '../domain/row-reader.js';
import type { ImportProfiles } from './import-runs.js';
import { firstRows } from './inspect-file.js';
import { makeSaveProfile } from './save-profile.js';
import { settleMapping } from './settle-mapping.js';
import { FileRefused, type OpenTable, type Table } from './table.js';

export function makeTables(openTable: OpenTable, profiles: ImportProfiles, context: PluginContext): Tables {
  const saveProfile = makeSaveProfile(profiles);
  return {
    async open({ path, encoding, dateFormat }, fields, given) {
      const table = await openTable(path, given?.encoding ?? encoding);
      if (!table.ok) return table;
      const known = given ?? { ...guessMapping(fields, table.value.headings), encoding };
      const isOpen = known.dateFormat === 'detect' && dateFormat !== undefined && dateFormat !== null;
      const mapping = isOpen ? { ...known, dateFormat } : known;
      try {
        const settlement = await settleMapping(table.value, fields, mapping);
        if (!settlement.ok) return settlement;
        const { settled, ambiguous } = settlement.value;
        return ok({
          headings: table.value.headings,
          mapping,
          ambiguousDates: ambiguous,
          rows: () => rowsOf(table.value, fields, settled),
        } satisfies MappedTable);
      } catch (error) {
        if (error instanceof FileRefused) return err(error.refusal);
        throw error;
      }
    },
    async look({ path, encoding }, fields, given) {
      const table = await openTable(path, given?.encoding ?? encoding);
      if (!table.ok) return table;
      const { headings } = table.value;
      try {
        const sample = await firstRows(table.value);
        return ok({ headings, sample, mapping: given ?? { ...guessMapping(fields, headings), encoding } });
      } catch (error) {
        if (error instanceof FileRefused) return err(error.refusal);
        throw error;
      }
    },
    profiles: (kind) => profiles.of(context.database.queries, kind),
    saveProfile: (actor, kind, { name, mapping }) =>
      saveProfile(context, actor, { name: kind, profiles: [] }, name, mapping),
  };
}

async function* rowsOf(
  table: Table,
  fields: readonly ImportField[],
  settled: SettledMapping,
): AsyncGenerator<Result<TableRecord, Refusal>> {
  const read = makeRowReader(fields, table.headings, settled);
  try {
    for await (const batch of table.batches()) {
      for (const { line, cells } of batch) {
        if (cells.length > table.headings.length) {
          yield err({ code: 'too-many-cells', line, found: cells.length, expected: table.headings.length });
          continue;
        }
        const values = read(cells);
        if (values.ok) yield ok({ line, values: values.value });
        else yield err(firstRefusal(line, values.error, settled));
      }
    }
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    yield err(error.refusal);
  }
}

function firstRefusal(
  line: number,
  refusals: readonly (Refusal & { readonly field: string | null })[],
  { mapping }: SettledMapping,
): Refusal {
  const [first = { code: 'not-a-table', field: null }] = refusals;
  return { ...first, line, heading: (first.field === null ? null : mapping.columns[first.field]) ?? '' };
}
