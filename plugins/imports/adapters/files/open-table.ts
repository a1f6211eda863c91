import { open } from 'node:fs/promises';
import { err, type Refusal, type Result } from '../../../../src/values/result.js';
import type { OpenTable, Table } from '../../app/table.js';
import { openCsv } from './csv-table.js';
import { openWorkbook } from './workbook-table.js';

const SNIFFED = 65_536;
const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const OLD_EXCEL = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** Opens a CSV or XLSX file by what stands in it, not by its name. */
export const openTable: OpenTable = async (path, encoding): Promise<Result<Table, Refusal>> => {
  const start = await firstBytes(path);
  if (start.length === 0) return err({ code: 'empty-file' });
  if (start.subarray(0, 4).equals(OLD_EXCEL)) return err({ code: 'old-excel' });
  if (start.subarray(0, 4).equals(ZIP)) return openWorkbook(path);
  return openCsv(path, start, encoding);
};

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFFED), 0, SNIFFED, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
