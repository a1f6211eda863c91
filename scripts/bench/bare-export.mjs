// What a hand-written program needs to write every invoice into a file: `bare-export.mjs csv|xlsx URL FILE`.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { setImmediate as breathe } from 'node:timers/promises';
import Database from 'better-sqlite3';
import ExcelJS from 'exceljs';
import mysql from 'mysql2';

const SQL = `select invoice.number, representative.code, representative.name, invoice.status, invoice.issue_date, invoice.due_date,
  invoice.currency, invoice.net, invoice.tax, invoice.total, invoice.outstanding
  from invoice join representative on representative.id = invoice.representative_id
  where invoice.issue_date between '2000-01-01' and '2099-12-31' order by invoice.issue_date, invoice.id`;
const AMOUNTS = [7, 8, 9, 10];

const [format, url, file] = process.argv.slice(2);
await (format === 'csv' ? writeCsv() : writeXlsx());
process.exit(0);

async function writeCsv() {
  const target = createWriteStream(file);
  let lines = '';
  for await (const row of rows()) {
    for (const place of AMOUNTS) row[place] = (Number(row[place]) / 100).toFixed(2);
    lines += `${row.join(',')}\r\n`;
    if (lines.length < 65_536) continue;
    if (!target.write(lines)) await once(target, 'drain');
    lines = '';
  }
  target.end(lines);
  await once(target, 'finish');
}

async function writeXlsx() {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: file, useStyles: true });
  const sheet = workbook.addWorksheet('Invoices');
  let written = 0;
  for await (const row of rows()) {
    for (const place of AMOUNTS) row[place] = Number(row[place]) / 100;
    sheet.addRow(row).commit();
    if (++written % 100 === 0) await breathe();
  }
  await workbook.commit();
}

async function* rows() {
  if (!url.startsWith('mysql')) {
    const database = new Database(url.replace(/^file:/, ''), { readonly: true });
    yield* database.prepare(SQL).raw().iterate();
    return;
  }
  const connection = mysql.createConnection({ uri: url, timezone: 'Z', dateStrings: true });
  yield* connection.query({ sql: SQL, rowsAsArray: true }).stream();
}
