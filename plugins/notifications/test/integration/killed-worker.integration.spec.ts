import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { startScript, type ScriptProcess } from '../../../../test/harness/script-process.js';
import { aKind, openMessages, testChannel, toUser, type MessagesHouse } from './messages-house.js';
import { openPostBox, type PostBox } from './post-box.js';

const PEOPLE = 2_000;
const AT_ONCE = 16;
/** Long beside a message's way to a post box on the same machine, short beside a specification. */
const HOLD_MS = 10_000;
const WORKER = 'plugins/notifications/test/processes/send-messages.ts';

forEachDialect('a worker that is killed', (_dialect, open) => {
  let database: TestDatabase;
  let house: MessagesHouse;
  let box: PostBox;
  const workers: ScriptProcess[] = [];

  beforeEach(async () => {
    database = await open();
    box = await openPostBox();
    house = await openMessages(database, {
      channels: [testChannel('post')],
      kinds: [aKind('guest.news')],
    });
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => ended(worker, 'SIGKILL')));
    house.close();
    await box.close();
    await database.close();
  });

  const startWorker = async (): Promise<ScriptProcess> => {
    const worker = await startScript(WORKER, {
      ...{ DATABASE_URL: database.url, POST_BOX: box.address },
      ...{ AT_ONCE: String(AT_ONCE), HOLD_MS: String(HOLD_MS) },
    });
    workers.push(worker);
    return worker;
  };
  const counts = () => house.service.counts(house.database.queries, 'cast:');

  it(
    'leaves to the next what it had not sent: nobody is told twice but by what was on its way, and that is counted',
    async () => {
      const people = await house.users(PEOPLE);
      await house.tell({ to: people.map(toUser), uniqueKey: 'cast:1' });

      const first = await startWorker();
      await until(first, () => box.arrived.length >= PEOPLE / 4);
      await ended(first, 'SIGKILL');

      box.isAnswering = false;
      const second = await startWorker();
      await until(second, () => box.unanswered.length === AT_ONCE);
      await ended(second, 'SIGKILL');
      expect(box.arrived.length).toBeLessThan(PEOPLE);

      box.isAnswering = true;
      const third = await startWorker();
      await until(third, async () => (await counts()).waiting === 0);
      expect(await ended(third, 'SIGTERM')).toBe(0);

      const rows = await house.tables.selectFrom('message').select(['recipient_id', 'doubtful']).execute();
      const doubtful = new Set(rows.filter((row) => row.doubtful > 0).map((row) => row.recipient_id));
      expect(await counts()).toEqual({
        ...{ waiting: 0, sent: PEOPLE, failed: 0, dropped: 0, doubtful: doubtful.size },
      });
      expect(doubtful.size).toBeLessThanOrEqual(2 * AT_ONCE);

      const times = new Map<string, number>();
      for (const person of box.arrived) times.set(person, (times.get(person) ?? 0) + 1);
      expect([...times.keys()].sort()).toEqual([...people].sort());
      const toldAgain = [...times.keys()].filter((person) => times.get(person) !== 1);
      expect(toldAgain).toEqual(expect.arrayContaining([...box.unanswered]));
      expect([...doubtful]).toEqual(expect.arrayContaining(toldAgain));
      for (const { recipient_id: person, doubtful: starts } of rows)
        expect(times.get(person)).toBeLessThanOrEqual(1 + starts);
    },
    5 * 60_000,
  );
});

/** Asks until it is so, as long as the worker lives. */
async function until({ child, done }: ScriptProcess, isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) {
    if (child.exitCode !== null) throw new Error(`The worker ended: ${(await done).join('\n')}`);
    await pause(20);
  }
}

/** Its exit code; null when the signal ended it. */
async function ended({ child }: ScriptProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exit = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await exit;
  }
  return child.exitCode;
}
