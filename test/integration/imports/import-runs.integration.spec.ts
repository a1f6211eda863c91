import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importRuns } from '../../../plugins/imports/adapters/database/import-runs.js';
import { keepFile, openFailedRows } from '../../../plugins/imports/adapters/files/kept-files.js';
import { openTable } from '../../../plugins/imports/adapters/files/open-table.js';
import type { ImportRun } from '../../../plugins/imports/app/import-runs.js';
import { noticeDeadJob } from '../../../plugins/imports/app/notice-dead-job.js';
import { findKind } from '../../../plugins/imports/app/known-kinds.js';
import { LiveProgress } from '../../../plugins/imports/app/live-progress.js';
import { makeApplyRun, makeCheckRun, type RunJob } from '../../../plugins/imports/app/process-run.js';
import { makeStartApply, makeStartCheck } from '../../../plugins/imports/app/start-run.js';
import { makeUploadFile } from '../../../plugins/imports/app/upload-file.js';
import type { JobRun } from '../../../src/kernel/contributions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { JobView, Transaction } from '../../../src/kernel/ports.js';
import { forEachDialect, type TestDatabase } from '../../harness/database.js';
import { admin, assembleTestHouse, type TestHouse } from '../../harness/house.js';

forEachDialect('an uploaded file', (_dialect, open) => {
  let database: TestDatabase;
  let test: TestHouse;
  let context: PluginContext;
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'uploads-'));
    database = await open();
    test = await assembleTestHouse(database);
    context = test.house.context('imports');
  });
  afterEach(async () => {
    test.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const parts = {
    runs: importRuns,
    openTable,
    live: new LiveProgress(),
    failedRows: openFailedRows,
    keep: keepFile,
  };
  const effects = new Set<string>();

  /** A job as the house runs it: an effect's key is written in its transaction. */
  function job(runId: string, lastAttempt = false): JobRun<RunJob> {
    return {
      id: 'job',
      data: { runId, actor: admin },
      attempt: 1,
      lastAttempt,
      context,
      signal: new AbortController().signal,
      progress: async () => undefined,
      async effectOnce<T>(key: string, effect: (tx: Transaction) => Promise<T>): Promise<T | undefined> {
        if (effects.has(key)) return undefined;
        const made = await database.port.transaction(effect);
        effects.add(key);
        return made;
      },
    };
  }

  async function upload(...lines: string[]): Promise<ImportRun> {
    const path = join(folder, 'upload.csv');
    writeFileSync(path, lines.join('\n') + '\n');
    const kind = findKind(context, admin, 'representatives');
    if (!kind.ok) throw new Error(kind.error.code);
    const uploaded = await makeUploadFile(parts)(context, admin, kind.value.value, {
      fileName: 'reps.csv',
      path,
      bytes: 10,
    });
    if (!uploaded.ok) throw new Error(uploaded.error.code);
    return uploaded.value;
  }

  async function found(id: string): Promise<ImportRun> {
    const run = await importRuns.find(context.database.queries, id);
    if (!run) throw new Error('the run is gone');
    return run;
  }

  const LINES = [
    'code,name,geo,email',
    'R-1,Anna,PL,anna@reps.test',
    'R-2,=cmd(),PL,b@reps.test',
    'R-3,Cyril,PL,not-an-address',
  ];

  it('is checked, then its good rows are taken in, and the bad ones wait in a file', async () => {
    const run = await upload(...LINES);
    const mapping = { ...run.mapping, createMissing: true };
    expect(run).toMatchObject({
      state: 'uploaded',
      mapping: { columns: { code: 'code', name: 'name', geo: 'geo', email: 'email' } },
    });

    expect(await makeStartCheck(importRuns)(context, admin, run, mapping)).toMatchObject({ ok: true });
    await makeCheckRun(parts)(job(run.id));
    const checked = await found(run.id);
    expect(checked).toMatchObject({ state: 'checked', rows: 3, created: 1, unchanged: 0, failed: 2 });
    const errors = await importRuns.errors(context.database.queries, run.id, 10);
    expect(errors.map(({ line, column, refusal }) => [line, column, refusal.code])).toEqual([
      [3, 'name', 'formula'],
      [4, 'email', 'not-an-email'],
    ]);

    expect(await makeStartApply(importRuns)(context, admin, checked, 'skip-bad-rows')).toMatchObject({
      ok: true,
    });
    await makeApplyRun(parts)(job(run.id));
    const done = await found(run.id);
    expect(done).toMatchObject({ state: 'done', rows: 3, created: 1, failed: 2 });
    const rows = readFileSync(done.failedPath ?? '', 'utf8').split('\n');
    expect(rows[0]).toBe('\ufeffcode,name,geo,email,Line,Reason');
    // What a spreadsheet would run is disarmed.
    expect(rows[1]).toMatch(/^R-2,'=cmd\(\),PL,b@reps\.test,3,/);
    expect(rows[2]).toMatch(/^R-3,Cyril,PL,not-an-address,4,/);
    expect(rows[2]).toContain('is not an e-mail address');
  });

  it('leaves nothing of an all-or-nothing import with a bad row, and no second start while it runs', async () => {
    const run = await upload(...LINES);
    await makeStartCheck(importRuns)(context, admin, run, { ...run.mapping, createMissing: true });
    expect(await makeStartCheck(importRuns)(context, admin, run, run.mapping)).toMatchObject({
      ok: false,
      error: { code: 'run-busy' },
    });
    await makeCheckRun(parts)(job(run.id));
    await makeStartApply(importRuns)(context, admin, await found(run.id), 'all-or-nothing');
    await makeApplyRun(parts)(job(run.id));
    expect(await found(run.id)).toMatchObject({ state: 'refused', created: 0, failed: 2 });
  });

  it('is done once, however often the job starts', async () => {
    const run = await upload(...LINES.slice(0, 2));
    await makeStartCheck(importRuns)(context, admin, run, { ...run.mapping, createMissing: true });
    await makeCheckRun(parts)(job(run.id));
    await makeStartApply(importRuns)(context, admin, await found(run.id), 'all-or-nothing');
    await makeApplyRun(parts)(job(run.id));
    await makeApplyRun(parts)(job(run.id));
    const done = await found(run.id);
    expect(done).toMatchObject({ state: 'done', created: 1, failed: 0, failedPath: null });
    expect(existsSync(join(await context.storage.folder('imports'), `${run.id}-failed-rows.csv`))).toBe(
      false,
    );
  });

  it('is marked as failed when the last attempt fails, and may be tried again', async () => {
    const run = await upload(...LINES);
    await makeStartCheck(importRuns)(context, admin, run, run.mapping);
    const broken = { ...parts, openTable: () => Promise.reject(new Error('the disk is gone')) };
    await expect(makeCheckRun(broken)(job(run.id))).rejects.toThrow('the disk is gone');
    expect((await found(run.id)).state).toBe('checking');
    await expect(makeCheckRun(broken)(job(run.id, true))).rejects.toThrow('the disk is gone');
    expect((await found(run.id)).state).toBe('failed');
    expect(await makeStartCheck(importRuns)(context, admin, await found(run.id), run.mapping)).toMatchObject({
      ok: true,
    });
  });

  it.each(['failed', 'cancelled'] as const)('is freed when its job has %s without a word', async (state) => {
    const run = await upload(...LINES);
    await makeStartCheck(importRuns)(context, admin, run, run.mapping);
    const dead = { ...context, jobs: { ...context.jobs, find: async () => ({ state }) as JobView } };
    expect(await noticeDeadJob(importRuns, context, await found(run.id))).toMatchObject({
      state: 'checking',
    });
    expect(await noticeDeadJob(importRuns, dead, await found(run.id))).toMatchObject({ state: 'failed' });
    expect((await found(run.id)).state).toBe('failed');
  });
});
