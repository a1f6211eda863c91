import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { startScript, type ScriptProcess } from '../../../../test/harness/script-process.js';
import { killed, until } from '../processes/until.js';
import { openBackups, type BackupHouse } from './backup-house.js';

const WORKER = 'plugins/backup/test/processes/make-backup.ts';
const STAGES = ['begun', 'writing', 'sending', 'stored', 'proving'] as const;

forEachDialect('a worker that is killed while it makes a backup', (_dialect, open) => {
  let database: TestDatabase;
  let house: BackupHouse;
  let storage: string;
  const workers: ScriptProcess[] = [];

  beforeEach(async () => {
    database = await open();
    house = await openBackups(database);
    storage = mkdtempSync(join(tmpdir(), 'maker-'));
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map(killed));
    house.close();
    rmSync(storage, { recursive: true, force: true });
    await database.close();
  });

  async function startWorker(runId: string, heldAt: string): Promise<ScriptProcess> {
    const worker = await startScript(WORKER, {
      ...{ DATABASE_URL: database.url, STORAGE: storage, RUN_ID: runId, HELD_AT: heldAt },
    });
    workers.push(worker);
    return worker;
  }

  it(
    'leaves to the next what it had not done, at whatever stage: one whole copy, proven, and nothing beside',
    async () => {
      const { id, path } = await house.folder('one', { keepLast: 10 });
      for (const stage of STAGES) {
        const runId = await house.ask(id);
        const first = await startWorker(runId, stage);
        await until(first, () => first.lines.includes(stage));
        await killed(first);

        const second = await startWorker(runId, 'nowhere');
        await second.done;
        const run = await house.run(runId);
        expect([stage, run.state]).toEqual([stage, 'done']);
        expect((await house.copiesOf(runId)).map(({ state }) => state)).toEqual(['proven']);
        expect(readdirSync(path)).toContain(run.fileName);
      }
      expect(readdirSync(path)).toHaveLength(STAGES.length);
      expect(readdirSync(join(storage, 'backup/archives'))).toEqual([]);
    },
    5 * 60_000,
  );

  it(
    'two workers at once leave one whole copy',
    async () => {
      const { id, path } = await house.folder('one');
      const runId = await house.ask(id);
      const both = await Promise.all([startWorker(runId, 'nowhere'), startWorker(runId, 'nowhere')]);
      await Promise.allSettled(both.map(({ done }) => done));
      await (
        await startWorker(runId, 'nowhere')
      ).done;
      const run = await house.run(runId);
      expect(run).toMatchObject({ state: 'done', error: null });
      expect((await house.copiesOf(runId)).map(({ state }) => state)).toEqual(['proven']);
      expect(readdirSync(path)).toContain(run.fileName);
    },
    5 * 60_000,
  );
});
