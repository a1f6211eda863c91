// A backup of a small house, written into a folder `to` of a workshop.
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Copies, Snapshot, StoredRow } from '../../../../src/kernel/copies.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { writeBackup, type BackupToWrite } from '../../app/making/write-backup.js';
import { aTable, recipient, rowsUpTo, type Workshop } from './sample.js';

const invoices = { ...aTable('invoice'), rule: { model: 'Invoice', kept: 'invoices' } };
const sessions = { ...aTable('session'), rule: { model: 'Session', kept: 'nowhere' } };
const accounts = aTable('account');

/** A database of three tables. */
function copiesOf(rows: readonly StoredRow[]): Copies {
  const snapshot: Pick<Snapshot, 'at' | 'dialect' | 'schemaVersion' | 'tables' | 'rows'> = {
    at: new Date('2026-11-27T14:15:00.123Z'),
    ...{ dialect: 'sqlite', schemaVersion: '0006', tables: [invoices, sessions, accounts] },
    async *rows() {
      yield Promise.resolve(rows);
    },
  };
  return {
    snapshot: (work: (given: Snapshot) => Promise<unknown>) => work(snapshot as Snapshot),
    figures: () => Promise.resolve({ balance: '1.00' }),
  } as unknown as Copies;
}

const context = { organisation: () => Promise.resolve({ name: 'Northwind' }) } as unknown as PluginContext;

export const write = (
  { archives, folder }: Workshop,
  change: Partial<BackupToWrite> = {},
  rows: readonly StoredRow[] = rowsUpTo(3),
) =>
  writeBackup({ copies: copiesOf(rows), archives, files: kept }, context, {
    ...{
      sets: [],
      rows: 'jsonl',
      lock: { kind: 'keys', recipients: [recipient] },
      folder: join(folder, 'to'),
    },
    ...{ signal: new AbortController().signal, progress: () => Promise.resolve() },
    ...change,
  });

async function* kept() {
  yield { path: 'files/reports/runs/a', bytes: 1, open: () => Readable.from([Buffer.from('a')]) };
}
