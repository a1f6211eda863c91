import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { err, ok } from '../../../../src/values/result.js';
import { openTestDatabase } from '../../../../test/harness/database.js';
import { admin } from '../../../../test/harness/house.js';
import { putFiles } from '../../adapters/files/put-files.js';
import type { FilesToPut } from '../../app/restoring/put-files.js';
import type { ManifestFile } from '../../contract/archive-file.js';
import { restoreBackup } from '../../restoring.js';
import { archiveOf, fill, openHouse, orderOf, valueOf, type RestoredHouse } from './a-restored-house.js';

const LETTER = 'files/reports/letters/1.pdf';
const PICTURE = 'files/daily-entries/pictures/2.png';
const FILES = { [LETTER]: 'a letter', [PICTURE]: 'a picture' };

describe('files that come back with a backup', () => {
  let house: RestoredHouse;
  let storage: string;
  let archive: Buffer;

  beforeEach(async () => {
    house = await openHouse(await openTestDatabase('sqlite'));
    storage = dirname(dirname(await house.context.storage.folder('restoring')));
    await fill(house, 1);
    archive = await archiveOf(house, [], FILES);
  });
  afterEach(() => house.close());

  const pathOf = (entry: string): string => join(storage, entry.slice('files/'.length));
  const contentOf = (entry: string): string => readFileSync(pathOf(entry), 'utf8');
  /** what stands in the storage, besides the house's own work */
  const there = (): readonly string[] =>
    readdirSync(storage, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => join(each.parentPath, each.name).slice(storage.length + 1))
      .sort();
  function write(entry: string, content: string): void {
    mkdirSync(dirname(pathOf(entry)), { recursive: true });
    writeFileSync(pathOf(entry), content);
  }
  const restore = async (change = {}) =>
    restoreBackup(house.context, admin, await orderOf(house, archive, { replace: true, ...change }));

  it('stand where they stood, for the house alone, and nothing beside them', async () => {
    expect(valueOf(await restore()).files).toBe(2);
    expect([LETTER, PICTURE].map(contentOf)).toEqual(['a letter', 'a picture']);
    expect(statSync(pathOf(LETTER)).mode & 0o777).toBe(0o600);
    expect(there()).toEqual(['daily-entries/pictures/2.png', 'reports/letters/1.pdf']);
  });

  it('never overwrite: one of the same content is the same, another stays as it is and is not counted', async () => {
    write(LETTER, 'a letter');
    write(PICTURE, 'another picture');
    expect(valueOf(await restore()).files).toBe(1);
    expect([LETTER, PICTURE].map(contentOf)).toEqual(['a letter', 'another picture']);
    expect(there()).toHaveLength(2);
  });

  it('go again when their rows do not come, and those that were there stay', async () => {
    write(LETTER, 'a letter');
    const within = () => Promise.resolve(err({ code: 'restore-begun' }));
    expect(await restore({ within })).toMatchObject({ ok: false });
    expect(there()).toEqual(['reports/letters/1.pdf']);
  });

  it('do not come with chosen records', async () => {
    const wanted = { representatives: ['1code'], invoices: [] };
    await restore({ wanted, conflicts: 'keep' });
    expect(there()).toEqual([]);
  });

  it('what a killed restoration has left unfinished goes after a day, and what another one works on stays', async () => {
    const unfinished = await house.context.storage.folder('restoring');
    const old = join(unfinished, 'old');
    writeFileSync(old, 'half');
    utimesSync(old, 0, 0);
    writeFileSync(join(unfinished, 'new'), 'half');
    valueOf(await restore());
    expect(readdirSync(unfinished)).toEqual(['new']);
  });

  it.each(['files/../../outside', 'files/a/../../b', '/etc/cron.d/x', 'tables/../x', 'files//x'])(
    'are put nowhere when a reader lets the name %s through',
    async (path) => {
      const file: ManifestFile = { path, bytes: 1, sha256: '0'.repeat(64) };
      const archives = {
        take: async (...[, , , visit]: Parameters<FilesToPut['archives']['take']>) => {
          for (const each of [{ path: LETTER, bytes: 1, sha256: '0' }, file])
            await visit.file(each)?.(Readable.from([Buffer.from('x')]));
          return ok({});
        },
      } as unknown as FilesToPut['archives'];
      const files = [{ path: LETTER, bytes: 1, sha256: '0' }, file];
      const order = await orderOf(house, archive);
      const putting = putFiles(house.context, {
        ...order,
        ...{ archives, files },
        checked: {} as FilesToPut['checked'],
      });
      await expect(putting).rejects.toThrow('is no place of the storage');
      expect(there()).toEqual([]);
    },
  );
});
