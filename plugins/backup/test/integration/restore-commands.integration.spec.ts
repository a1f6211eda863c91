import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ok } from '../../../../src/values/result.js';
import type { CliOptions } from '../../../../src/kernel/contributions.js';
import { openTestDatabase } from '../../../../test/harness/database.js';
import { admin } from '../../../../test/harness/house.js';
import { archiveKeys } from '../../contract/archive-file.js';
import {
  archiveOf,
  change,
  everythingIn,
  fill,
  openHouse,
  rowsOf,
  tableOf,
  valueOf,
  type RestoredHouse,
} from './a-restored-house.js';

describe('on the command line', () => {
  let house: RestoredHouse;
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'restore-'));
    file = join(folder, 'backup.tar.gz.age');
    house = await openHouse(await openTestDatabase('sqlite'));
    await fill(house, 2);
    writeFileSync(file, await archiveOf(house));
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await house.close();
  });

  async function run(name: string, words: readonly string[], options: CliOptions = {}, at = house) {
    const command = at.test.house.commands.find(({ value }) => value.name === name);
    if (!command) throw new Error(`There is no command ${name}.`);
    const { context } = at;
    return command.value.run({
      ...{ context, actor: admin, arguments: words, options, json: true, note: () => undefined },
    });
  }

  it('a dry run says by table what would be done, and does nothing', async () => {
    const documents = tableOf(house, 'invoice_document');
    await change(house, async (here) => {
      await here.remove(documents, await rowsOf(here, documents));
      return ok(null);
    });
    const before = await everythingIn(house);
    const done = valueOf(await run('backup restore', [file], { 'dry-run': true, replace: true }));
    expect(done.json).toMatchObject({ dryRun: true });
    expect((done.json as { tables: unknown[] }).tables).toContainEqual(
      expect.objectContaining({ table: 'invoice_document', added: 2, changed: 0, removed: 0 }),
    );
    expect(done.text).toContain('Nothing was changed.');
    const without = valueOf(await run('backup restore', [file], { 'dry-run': true }));
    expect(without.json).toEqual(done.json);
    expect(await everythingIn(house)).toEqual(before);
  });

  it('says what it cannot do', async () => {
    const refused = async (words: readonly string[], options: CliOptions = {}) => {
      const done = await run('backup restore', words, options);
      return done.ok ? 'done' : done.error.code;
    };
    expect(await refused([join(folder, 'nothing')])).toBe('file-unreadable');
    expect(await refused([file])).toBe('restore-not-empty');
    expect(await refused([file], { conflicts: 'maybe' })).toBe('restore-unknown-policy');
    expect(await refused([file], { invoice: ['INV-404'] })).toBe('restore-not-in-copy');
  });

  it('restores what Debian’s age and tar have packed', async () => {
    const { identities } = await house.context.use(archiveKeys).keys();
    const identity = join(folder, 'own.key');
    writeFileSync(identity, identities.join('\n'));
    const unpacked = join(folder, 'unpacked');
    mkdirSync(unpacked);
    const key = join(folder, 'debian.key');
    execFileSync('age-keygen', ['-o', key], { stdio: 'pipe' });
    const recipient = execFileSync('age-keygen', ['-y', key], { encoding: 'utf8' }).trim();
    const packed = join(folder, 'packed.tar.gz.age');
    execFileSync('bash', [
      ...['-euo', 'pipefail', '-c'],
      `age -d -i "${identity}" "${file}" | tar xz -C "${unpacked}"
       tar c -C "${unpacked}" tables manifest.json | gzip | age -r "${recipient}" -o "${packed}"`,
    ]);
    const other = await openHouse(await openTestDatabase('sqlite'));
    try {
      valueOf(await run('backup restore', [packed], { identity: [key] }, other));
      const [before, after] = [await everythingIn(house), await everythingIn(other)];
      for (const name of ['geo', 'invoice', 'invoice_document', 'payment', 'app_user', 'bank_transaction'])
        expect([name, after.get(name)]).toEqual([name, before.get(name)]);
    } finally {
      await other.close();
    }
  });

  it('drills a file, and what it found is kept', async () => {
    const done = valueOf(await run('backup drill', [file]));
    expect(done.refused).toBeUndefined();
    expect(done.json).toMatchObject({ passed: true, file: 'backup.tar.gz.age', fault: null });
    writeFileSync(file, (await archiveOf(house)).subarray(0, 5000));
    expect(valueOf(await run('backup drill', [file]))).toMatchObject({ refused: true });
    expect((await everythingIn(house)).get('backup_drill')).toHaveLength(4);
    expect(await run('backup drill', [])).toMatchObject({ error: { code: 'drill-no-copy' } });
  });
});
