import type { FileToWrite, WrittenFile } from '../../app/make-file.js';
import type { TableHead } from '../../contract/table.js';
import type { ReportTable } from '../../app/report-table.js';
import { openFileSink } from './file-sink.js';

/** One JSON document of any length: the head of the table, then its rows and totals as contract/table.ts says. */
export async function writeJson({ table, path, signal, onRows }: FileToWrite): Promise<WrittenFile> {
  const sink = await openFileSink(path);
  let rows = 0;
  try {
    await sink.write(`${JSON.stringify(headOf(table)).slice(0, -1)},"rows":[`);
    for await (const batch of table.rows(signal)) {
      const written = batch.map((row) => JSON.stringify(row)).join(',\n');
      if (written !== '') await sink.write(rows === 0 ? written : `,\n${written}`);
      rows += batch.length;
      onRows(rows);
    }
    await sink.write(`],"totals":${JSON.stringify(table.totals())}}\n`);
    return { rows, ...(await sink.close()) };
  } catch (error) {
    await sink.abandon();
    throw error;
  }
}

export function headOf({ title, period, compared, columns, chart, notes, review }: ReportTable): TableHead {
  return { title, period, compared, columns, chart, notes, review };
}
