import { existsSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { demoSeed } from '../../demo.js';
import { openBackups, parts, type BackupHouse } from './backup-house.js';

forEachDialect('backups of the demo', (_dialect, open) => {
  let database: TestDatabase;
  let house: BackupHouse;
  let folder: string | undefined;

  beforeEach(async () => {
    database = await open();
    house = await openBackups(database);
  });
  afterEach(async () => {
    if (folder) rmSync(folder, { recursive: true, force: true });
    house.close();
    await database.close();
  });

  it('the demo has a place, a plan and a backup that its jobs make, prove and drill', async () => {
    const { queries } = database.port;
    await demoSeed.run(house.context);
    const [place] = await parts.destinations.all(queries);
    folder = place?.place['folder'];
    expect(existsSync(folder ?? '')).toBe(true);
    expect(await parts.plans.all(queries)).toMatchObject([
      { active: true, destinations: [place?.id], sets: [] },
    ]);
    const [run] = await parts.runs.newest(queries, 2);
    await house.make(run!.id);
    const [copy] = await house.copiesOf(run!.id);
    await house.prove(copy!.id);
    expect((await house.copiesOf(run!.id)).map(({ state }) => state)).toEqual(['proven']);
    expect(house.test.scheduled.at(-1)).toEqual({ name: 'backup.drill', data: { requestedBy: null } });
  });

  it('a house that has a place gets nothing more', async () => {
    await house.folder('one');
    await demoSeed.run(house.context);
    const { queries } = database.port;
    expect(await parts.destinations.all(queries)).toHaveLength(1);
    expect(await parts.plans.all(queries)).toEqual([]);
    expect(await parts.runs.newest(queries, 1)).toEqual([]);
  });
});
