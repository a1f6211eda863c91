import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Language } from '../../../../src/kernel/permissions.js';
import type { WriteExport } from '../../app/export-subject.js';
import {
  anyTables,
  columnOf,
  describedTables,
  type AnyRow,
  type DescribedTable,
  type DescribedTables,
} from '../database/described-tables.js';
import { subjectRows } from '../database/subject-rows.js';
import { currencies, exportedRow, type ExportedFile } from './exported-row.js';
import { ZipWriter } from './zip-writer.js';

/**
 * One ZIP file: `data.json` (classes, their models, records by the schema's names), `files/…` (what the records hold as files), and
 * `README.txt` in the subject's language.
 */
export const writeExport: WriteExport = async ({ context, subject, language, path, signal, onRecord }) => {
  const tables = describedTables(context.personalData);
  const zip = new ZipWriter(path);
  const files: ExportedFile[] = [];
  let records = 0n;
  const say = (key: string, facts = {}): string => context.translator.text(language, key, facts);
  const describe = (table: DescribedTable) => ({
    class: table.className,
    title: say(`${table.plugin}:privacy.classes.${table.dataClass.name}.title`),
    purpose: say(`${table.plugin}:privacy.classes.${table.dataClass.name}.purpose`),
    basis: say(`${table.plugin}:privacy.classes.${table.dataClass.name}.basis`),
  });

  async function* json(): AsyncIterable<string> {
    const head = {
      ...{ subject: { kind: subject.kind, id: subject.id, name: subject.title, code: subject.code } },
      ...{ organisation: (await context.organisation()).name, madeAt: context.clock.now().toISOString() },
    };
    yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "models": [`;
    let models = 0;
    for (const table of tables.all) {
      let rows = 0;
      const currencyOf = currencies(context.database.queries, tables, table);
      for await (const row of subjectRows(context.database.queries, tables, table, subject)) {
        signal.throwIfAborted();
        const head = rows === 0 ? modelHead(table, models > 0) : ',\n';
        yield `${head}        ${JSON.stringify(await exportedRow(table, row, { currencyOf, keep: (file) => files.push(file) }))}`;
        rows += 1;
        onRecord?.(Number(records) + rows);
      }
      if (rows === 0) continue;
      yield '\n      ]\n    }';
      models += 1;
      records += BigInt(rows);
    }
    yield '\n  ]\n}\n';
  }
  const modelHead = (table: DescribedTable, isNext: boolean): string => {
    const head = JSON.stringify({ model: table.name, ...describe(table) });
    return `${isNext ? ',' : ''}\n    ${head.slice(0, -1)}, "records": [\n`;
  };

  try {
    await zip.add('README.txt', readme(say, language, subject.title, (await context.organisation()).name));
    await zip.add('data.json', Readable.from(json()));
    for (const { name, table, key, field } of files) {
      signal.throwIfAborted();
      await zip.add(name, await bytesOf(context.database.queries, tables, { table, key, field }));
    }
    await zip.close();
  } catch (error) {
    await zip.abandon();
    await rm(path, { force: true });
    throw error;
  }
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
  return { records, bytes: BigInt(zip.bytes), digest: hash.digest('hex') };
};

function readme(
  say: (key: string, facts?: Record<string, unknown>) => string,
  _language: Language,
  name: string,
  organisation: string,
): string {
  const lines = ['title', 'data', 'files', 'amounts', 'rights'];
  return `${lines.map((line) => say(`privacy:export.readme.${line}`, { name, organisation })).join('\n\n')}\n`;
}

/** Read one at a time, when it is written: rows of a list carry none. */
async function bytesOf(
  queries: Parameters<typeof anyTables>[0],
  _tables: DescribedTables,
  { table, key, field }: Pick<ExportedFile, 'table' | 'key' | 'field'>,
): Promise<Buffer> {
  const row = (await anyTables(queries)
    .selectFrom(table.table)
    .select(`${columnOf(table, field)} as bytes` as never)
    .where((builder) => builder.and(key as never))
    .executeTakeFirstOrThrow()) as AnyRow;
  return row['bytes'] as Buffer;
}
