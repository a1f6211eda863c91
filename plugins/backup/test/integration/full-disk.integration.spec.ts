import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { forEachDialect, openTestDatabase } from '../../../../test/harness/database.js';
import { startScript, type ScriptLimits } from '../../../../test/harness/script-process.js';
import { admin } from '../../../../test/harness/house.js';
import { restoreBackup } from '../../restoring.js';
import {
  archiveOf,
  change,
  everythingIn,
  fill,
  openHouse,
  orderOf,
  rowsOf,
  tableOf,
  valueOf,
} from './a-restored-house.js';

const MIB = 1024 * 1024;
/** Processes of their own, beside whatever else the machine does. */
const PATIENCE_MS = 240_000;
const SMALL_DISK: ScriptLimits = { largestFileBytes: 8 * MIB };

forEachDialect('a restoration for which the disk has no room', (dialect, open) => {
  let folder: string;
  let path: string;
  let small: Buffer;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'full-disk-'));
    path = join(folder, 'backup.tar.gz.age');
    const large = await openHouse(await openTestDatabase('sqlite'));
    await fill(large, 4);
    small = await archiveOf(large);
    await change(large, async (here) => {
      const documents = tableOf(large, 'invoice_document');
      const rows = await rowsOf(here, documents);
      await here.update(
        documents,
        rows.map((row) => ({ ...row, bytes: randomBytes(3 * MIB) })),
      );
    });
    writeFileSync(path, await archiveOf(large));
    await large.close();
  }, PATIENCE_MS);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function restore(url: string, limits: ScriptLimits = {}): Promise<string | undefined> {
    const script = 'plugins/backup/test/processes/restore-and-wait.ts';
    const { done } = await startScript(script, { URL_OF_HOUSE: url, ARCHIVE: path, STAGE: '' }, limits);
    return (await done).at(-1);
  }

  it(
    'says so in words and has changed nothing; with room it is done',
    async () => {
      const database = await open();
      const house = await openHouse(database);
      try {
        valueOf(await restoreBackup(house.context, admin, await orderOf(house, small)));
        const before = await everythingIn(house);
        expect(await restore(database.url, SMALL_DISK)).toBe('no-room-to-unpack');
        expect(await everythingIn(house)).toEqual(before);
        expect(await restore(database.url)).toBe('done');
        expect((await everythingIn(house)).get('invoice_document')).not.toEqual(
          before.get('invoice_document'),
        );
      } finally {
        await house.close();
      }
    },
    PATIENCE_MS,
  );

  if (dialect !== 'sqlite') return;

  it(
    'leaves an empty database on that disk empty',
    async () => {
      const database = await open();
      const house = await openHouse(database);
      try {
        const before = await everythingIn(house);
        expect(await restore(database.url, SMALL_DISK)).toBe('no-room-to-unpack');
        expect(await everythingIn(house)).toEqual(before);
        expect(await restore(database.url)).toBe('done');
      } finally {
        await house.close();
      }
    },
    PATIENCE_MS,
  );
});
