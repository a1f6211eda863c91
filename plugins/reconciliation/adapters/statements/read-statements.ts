import { open, type FileHandle } from 'node:fs/promises';
import type { ImportMapping } from '../../../imports/contract/import-kind.js';
import type { Tables } from '../../../imports/contract/tables.js';
import { err, ok } from '../../../../src/values/result.js';
import type { ReadOptions, ReadStatements, StatementFile } from '../../app/read-statements.js';
import { readTable } from '../../app/read-table.js';
import { STATEMENT_COLUMNS } from '../../app/statement-columns.js';
import { decodeText } from '../../domain/decode-text.js';
import { readMt940 } from '../../domain/mt940/read-mt940.js';
import type { Statement } from '../../domain/statement.js';
import { refuse, StatementRefused } from '../../domain/statement-refused.js';
import { readCamt } from './camt-file.js';
import { readOfxFile } from './ofx-file.js';

/** What the largest companies' statements of a month come to; more is no statement, or wants to be cut by day. */
const LARGEST_FILE = 100 * 1024 * 1024;
const MOST_TRANSACTIONS = 500_000;

const TOLD_WITHIN = 8192;
const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const OLD_EXCEL = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

export function makeReadStatements(tables: Tables): ReadStatements {
  return async (file, options) => {
    try {
      return ok(await readFile(tables, file.path, options));
    } catch (error) {
      if (error instanceof StatementRefused) return err(error.refusal);
      throw error;
    }
  };
}

async function readFile(tables: Tables, path: string, options: ReadOptions): Promise<StatementFile> {
  const bytes = await bytesOf(path);
  if (bytes.subarray(0, 4).equals(OLD_EXCEL)) refuse('old-excel');
  if (bytes.subarray(0, 4).equals(ZIP)) {
    return { format: 'xlsx', statements: await readTableFile(tables, path, options, 'utf-8') };
  }
  const { text, encoding } = decodeText(bytes);
  const start = text.slice(0, TOLD_WITHIN).trimStart();
  if (start === '') refuse('empty-file');
  if (/^OFXHEADER|<OFX>/i.test(start)) return textFile('ofx', readOfxFile(text));
  if (start.startsWith('<')) return textFile('camt', readCamt(text));
  if (/(?:^|[\r\n]|\{4:):(?:20|25|28C?|60[FM]):/.test(start)) return textFile('mt940', readMt940(text));
  // Control signs stand in no table; the picture or program that they come from is none.
  if (/(?!\s)\p{Cc}/u.test(start)) refuse('not-a-statement');
  return { format: 'csv', statements: await readTableFile(tables, path, options, encoding) };
}

async function bytesOf(path: string): Promise<Buffer> {
  const file = await openFile(path);
  try {
    const { size } = await file.stat();
    if (size > LARGEST_FILE) refuse('file-too-large', { megabytes: LARGEST_FILE / 1024 / 1024 });
    if (size === 0) refuse('empty-file');
    return await file.readFile();
  } finally {
    await file.close();
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, 'r');
    if ((await file.stat()).isFile()) return file;
    await file.close();
  } catch {
    // Said below: a file that cannot be opened is none for us.
  }
  return refuse('no-such-file', { file: path });
}

function textFile(format: StatementFile['format'], statements: readonly Statement[]): StatementFile {
  const lines = statements.reduce((sum, statement) => sum + statement.transactions.length, 0);
  if (lines > MOST_TRANSACTIONS) refuse('statement-too-many', { max: MOST_TRANSACTIONS });
  return { format, statements };
}

async function readTableFile(
  tables: Tables,
  path: string,
  { mapping, currency = null, dateFormat = null }: ReadOptions,
  decoded: string,
): Promise<readonly Statement[]> {
  const encoding = tableEncoding(decoded);
  // A mapping says UTF-8 when nobody chose: the bytes know better.
  const given = mapping?.encoding === 'utf-8' ? { ...mapping, encoding } : mapping;
  const table = await tables.open({ path, encoding, dateFormat }, STATEMENT_COLUMNS, given);
  if (!table.ok) throw new StatementRefused(table.error);
  return readTable(table.value, currency, MOST_TRANSACTIONS);
}

/** UTF-16 is told to the table by its mark again. */
function tableEncoding(decoded: string): ImportMapping['encoding'] {
  return decoded === 'windows-1251' || decoded === 'windows-1252' ? decoded : 'utf-8';
}
