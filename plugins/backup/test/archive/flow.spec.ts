import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import type { StoredRow } from '../../../../src/kernel/copies.js';
import { archiveBytes, archiveOf, aRow, aTable, readAll, withWorkshop, type Workshop } from './sample.js';

/** Does not compress, so that what is read and what is written are as many bytes. */
const noisy = (id: number): StoredRow => ({
  ...aRow(id),
  picture: createHash('shake256', { outputLength: 20_000 }).update(String(id)).digest(),
});

const BATCHES = 300;
const ROWS_IN_BATCH = 10;

/** Sixty megabytes of rows, and how many batches of them were asked for. */
function longTable() {
  const asked = { batches: 0, ended: false };
  const rows = async function* (): AsyncGenerator<readonly StoredRow[]> {
    try {
      for (let batch = 0; batch < BATCHES; batch += 1) {
        asked.batches += 1;
        yield Promise.resolve(
          Array.from({ length: ROWS_IN_BATCH }, (_, at) => noisy(batch * ROWS_IN_BATCH + at)),
        );
      }
    } finally {
      asked.ended = true;
    }
  };
  return { asked, archive: { tables: [{ table: aTable('long'), rows }] } };
}

const written = (take: (bytes: number) => Promise<void>): Writable =>
  new Writable({
    highWaterMark: 1,
    write(piece: Buffer, _, done) {
      take(piece.length).then(() => done(), done);
    },
  });

const spoolFiles = ({ spool }: Workshop): Promise<readonly string[]> => readdir(spool);

describe('An archive that is written', () => {
  it('waits for whoever takes it: the second table is not begun while the first is on its way', async () => {
    await withWorkshop(async (workshop) => {
      const first = longTable();
      const second = longTable();
      let bytes = 0;
      const begunAt: number[] = [];
      const into = written(async (taken) => {
        bytes += taken;
        // Twenty megabytes are a third of the first table.
        if (bytes < 20_000_000 && second.asked.batches > 0) begunAt.push(bytes);
        await new Promise(setImmediate);
      });
      const tables = [
        ...first.archive.tables,
        ...second.archive.tables.map((each) => ({ ...each, table: aTable('other') })),
      ];
      await workshop.archives.write(archiveOf({ change: { tables } }), into);
      expect([begunAt, bytes > 60_000_000, second.asked.batches]).toEqual([[], true, BATCHES]);
    });
  });

  it('leaves no name in the spool’s folder, even while it is written', async () => {
    await withWorkshop(async (workshop) => {
      const seen = new Set<string>();
      const into = written(async () => {
        for (const name of await spoolFiles(workshop)) seen.add(name);
      });
      await workshop.archives.write(archiveOf({ change: longTable().archive }), into);
      expect([...seen]).toEqual([]);
    });
  });

  it('ends with the rows that fail, and destroys what it was written into', async () => {
    await withWorkshop(async (workshop) => {
      const rows = async function* (): AsyncGenerator<readonly StoredRow[]> {
        yield Promise.resolve([noisy(1)]);
        throw new Error('the database went away');
      };
      const into = written(() => Promise.resolve());
      const change = { tables: [{ table: aTable('broken'), rows }] };
      await expect(workshop.archives.write(archiveOf({ change }), into)).rejects.toThrow(
        'the database went away',
      );
      expect([into.destroyed, await spoolFiles(workshop)]).toEqual([true, []]);
    });
  });

  it('ends with a place that fails, and stops reading rows', async () => {
    await withWorkshop(async (workshop) => {
      const { asked, archive } = longTable();
      const into = written(() => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })));
      await expect(workshop.archives.write(archiveOf({ change: archive }), into)).rejects.toThrow('full');
      expect([asked.ended || asked.batches === 0, await spoolFiles(workshop)]).toEqual([true, []]);
    });
  });

  it('ends when it is told to, in the middle of a table', async () => {
    await withWorkshop(async (workshop) => {
      const stop = new AbortController();
      const { asked, archive } = longTable();
      const progress = (records: number): Promise<void> => {
        if (records >= 50 * ROWS_IN_BATCH) stop.abort();
        return Promise.resolve();
      };
      const change = { ...archive, progress, signal: stop.signal };
      const write = workshop.archives.write(
        archiveOf({ change }),
        written(() => Promise.resolve()),
      );
      await expect(write).rejects.toThrow('abort');
      expect([asked.ended, asked.batches < BATCHES, await spoolFiles(workshop)]).toEqual([true, true, []]);
    });
  });

  it('leaves out a file that has gone in the meantime', async () => {
    await withWorkshop(async ({ archives }) => {
      const { createReadStream } = await import('node:fs');
      const files = (async function* () {
        yield Promise.resolve({
          path: 'files/a/gone',
          bytes: 5,
          open: () => createReadStream('/nowhere/gone'),
        });
      })();
      const found = await readAll(archives, await archiveBytes(archives, { change: { files } }));
      expect(found.read).toMatchObject({ ok: true, value: { files: [] } });
    });
  });
});

it('An archive that is read waits for whoever takes its rows, and ends its source when that fails', async () => {
  await withWorkshop(async ({ archives }) => {
    const bytes = await archiveBytes(archives, { change: longTable().archive });
    const { Readable } = await import('node:stream');
    const opened: InstanceType<typeof Readable>[] = [];
    const source = () => {
      const stream = Readable.from([bytes]);
      opened.push(stream);
      return Promise.resolve(stream);
    };
    const { keys } = await import('./sample.js');
    const visit = { table: () => () => Promise.reject(new Error('no room')), file: () => null };
    await expect(archives.read(source, keys, visit, new AbortController().signal)).rejects.toThrow('no room');
    expect(opened.map((stream) => stream.destroyed)).toEqual([true, true]);
  });
});
