import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { SubjectKind } from '../../../../src/kernel/personal-data.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { createStorage } from '../../../../src/host/storage/create-storage.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { admin, type TestHouse } from '../../../../test/harness/house.js';
import { startScript, type ScriptProcess } from '../../../../test/harness/script-process.js';
import { makeRequestErasure } from '../../app/erase-subject.js';
import { makeRequestExport } from '../../app/export-subject.js';
import { erasureParts, exportParts } from '../../parts.js';
import { anyTables } from '../../adapters/database/described-tables.js';
import { everyText } from './every-text.js';
import { emailOf, nameOf, plant } from './planted.js';
import { openPrivacy } from './privacy-house.js';

const WORKER = 'plugins/privacy/test/processes/answer-a-request.ts';
const PATIENCE_MS = 4 * 60_000;

forEachDialect('a worker that is killed over a request', (_dialect, open) => {
  let database: TestDatabase;
  let test: TestHouse;
  let context: PluginContext;
  let storage: string;
  const workers: ScriptProcess[] = [];

  beforeEach(async () => {
    database = await open();
    storage = mkdtempSync(join(tmpdir(), 'requests-'));
    test = await openPrivacy(database, { ports: { storage: createStorage(storage) } });
    context = test.house.context('privacy');
  }, 60_000);
  afterEach(async () => {
    await Promise.all(workers.splice(0).map(killed));
    test.close();
    rmSync(storage, { recursive: true, force: true });
    await database.close();
  });

  async function worker(job: 'erase' | 'export', requestId: string, heldAt: string): Promise<ScriptProcess> {
    const started = await startScript(WORKER, {
      ...{ DATABASE_URL: database.url, STORAGE: storage, REQUEST_ID: requestId, HELD_AT: heldAt, JOB: job },
    });
    workers.push(started);
    return started;
  }
  async function killedAt(job: 'erase' | 'export', requestId: string, stage: string): Promise<void> {
    const first = await worker(job, requestId, stage);
    await until(first, () => first.lines.includes(stage));
    await killed(first);
  }
  async function asked(kind: SubjectKind, id: string, typed: string): Promise<string> {
    // The planted one is nobody's request.
    await anyTables(database.port.queries).deleteFrom('erasure').execute();
    const begun = await makeRequestErasure(erasureParts)(context, admin, {
      ...{ kind, id, typed, reason: 'asked on paper' },
    });
    if (!begun.ok) throw new Error(JSON.stringify(begun.error));
    return begun.value.erasureId;
  }

  it.each(['begun', 'itself', 'texts'])(
    'at the stage %s of an erasure leaves the rest to the next, and nothing of the name',
    async (stage) => {
      const subject = await plant(context, 'killedmark');
      const id = await asked(
        'representative',
        subject.representativeId,
        subject.values.get('Representative.code')!,
      );
      await killedAt('erase', id, stage);
      expect(await erasureParts.erasures.find(database.port.queries, id)).toMatchObject({
        ...{ state: 'running', doneAt: null },
      });

      await (
        await worker('erase', id, 'nowhere')
      ).done;
      const erasure = await erasureParts.erasures.find(database.port.queries, id);
      expect(erasure).toMatchObject({ state: 'done', knownBy: null, counted: [], performer: null });
      const accounts = erasure!.report.find(({ dataClass }) => dataClass === 'host.accounts');
      expect(accounts).toMatchObject({ cleared: 1 });
      const texts = await everyText(database.port.queries);
      expect(
        [...texts].filter(([, text]) => text.includes(emailOf('killedmark'))).map(([model]) => model),
      ).toEqual([]);
      expect(texts.get('User')).not.toContain(nameOf('killedmark'));
    },
    PATIENCE_MS,
  );

  it.each(['begun', 'written'])(
    'at the stage %s of an export leaves one whole file to the next',
    async (stage) => {
      const subject = await plant(context, 'exportmark');
      const named = { kind: 'representative', id: subject.representativeId } as const;
      const made = await makeRequestExport(exportParts)(context, admin, named);
      if (!made.ok) throw new Error(JSON.stringify(made.error));
      await killedAt('export', made.value.id, stage);

      await (
        await worker('export', made.value.id, 'nowhere')
      ).done;
      const ready = (await exportParts.exports.find(database.port.queries, made.value.id))!;
      expect(ready).toMatchObject({ state: 'ready', error: null });
      expect(readdirSync(join(storage, 'privacy/exports'))).toContain(ready.filePath!.split('/').at(-1));
    },
    PATIENCE_MS,
  );

  it(
    'two at once over one erasure count it once',
    async () => {
      const subject = await plant(context, 'twicemark');
      const id = await asked(
        'representative',
        subject.representativeId,
        subject.values.get('Representative.code')!,
      );
      const both = await Promise.all([worker('erase', id, 'nowhere'), worker('erase', id, 'nowhere')]);
      await Promise.all(both.map(({ done }) => done));
      const erasure = (await erasureParts.erasures.find(database.port.queries, id))!;
      expect(erasure).toMatchObject({ state: 'done', again: [] });
      const own = erasure.report.find(({ dataClass }) => dataClass === 'billing.representatives');
      expect(own).toMatchObject({ cleared: 1 });
    },
    PATIENCE_MS,
  );
});

/** Asks until it is so, as long as the worker lives. */
async function until({ child, done }: ScriptProcess, isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    if (child.exitCode !== null) throw new Error(`The worker ended: ${(await done).join('\n')}`);
    await pause(20);
  }
}

async function killed({ child }: ScriptProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exit;
}
