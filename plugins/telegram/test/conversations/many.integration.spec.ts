import { once } from 'node:events';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { HostTables } from '../../../../generated/tables/host.js';
import type { NotificationsTables } from '../../../../generated/tables/notifications.js';
import type { TelegramTables } from '../../../../generated/tables/telegram.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { newId } from '../../../../src/values/ids.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { admin } from '../../../../test/harness/house.js';
import { startScript, type ScriptProcess } from '../../../../test/harness/script-process.js';
import { openBotHouse, type BotHouse } from '../../../../test/harness/telegram-house.js';
import { TELEGRAM_LIMITS, type Fault } from '../../../../test/harness/telegram.js';
import { broadcastKey } from '../../app/broadcasts.js';
import { notifications } from '../../../notifications/contract/notifications.js';
import { broadcasts } from '../../broadcasts-token.js';
import { EVERYBODY } from '../../domain/broadcast.js';

type Tables = HostTables & NotificationsTables & TelegramTables;

/** 10,000 are seen by hand: BROADCAST_PEOPLE. */
const PEOPLE = Number(process.env['BROADCAST_PEOPLE'] ?? 2_000);
/** Four times what Telegram allows, in the emulator and in the settings alike: what is seen is that the number is kept. */
const PER_SECOND = 120;
const FIRST_CHAT = 10_000;
const ROWS = 100;
const MINUTE_MS = 60_000;
const PATIENCE_MS = PEOPLE * 30 + 5 * MINUTE_MS;

forEachDialect('a broadcast to many, by workers that are killed and over a bad line', (_, open) => {
  let database: TestDatabase;
  let house: BotHouse;
  let workers: ScriptProcess[];

  beforeEach(async () => {
    workers = [];
    database = await open();
    house = await openBotHouse(database, {
      telegram: { limits: { ...TELEGRAM_LIMITS, perSecond: PER_SECOND }, latencyMs: 30 },
      settings: { messagesPerSecond: PER_SECOND, chatMessagesPerSecond: 1 },
    });
    await linkMany();
  });
  afterEach(async () => {
    await Promise.all(workers.map(kill));
    await house.end();
    await database.close();
  });

  const tables = () => queriesOf<Tables>(database.port.queries);
  const messages = () =>
    tables().selectFrom('message').select(['recipient_id', 'state', 'doubtful']).execute();
  const userOf = new Map<number, string>();

  async function linkMany(): Promise<void> {
    const now = new Date();
    userOf.clear();
    for (let from = 0; from < PEOPLE; from += ROWS) {
      const people = Array.from({ length: ROWS }, (_each, index) => {
        const chat = FIRST_CHAT + from + index;
        house.telegram.person({ id: chat, firstName: `P${chat}` });
        userOf.set(chat, newId());
        return { chat, id: userOf.get(chat)! };
      });
      await tables()
        .insertInto('app_user')
        .values(
          people.map(({ id, chat }) => ({
            ...{ id, name: `P${chat}`, email: `p${chat}@demo.test`, password_hash: 'none', role: 'operator' },
            ...{ language: 'en', active: true, representative_id: null, manager_id: null },
            ...{ last_sign_in_at: null, created_at: now, updated_at: now, version: 1 },
          })),
        )
        .execute();
      await tables()
        .insertInto('telegram_chat')
        .values(
          people.map(({ id, chat }) => ({
            ...{ id: newId(), chat_id: BigInt(chat), user_id: id, username: null, state: 'linked' },
            ...{ linked_at: now, ended_at: null, last_seen_at: null },
          })),
        )
        .execute();
    }
  }

  async function startWorker(): Promise<ScriptProcess> {
    const worker = await startScript('plugins/telegram/test/processes/work.ts', {
      ...house.telegram.environment,
      DATABASE_URL: database.url,
    });
    workers.push(worker);
    return worker;
  }

  async function queueBroadcast(): Promise<string> {
    const { start, underWay, queue } = house.house.context('telegram').use(broadcasts);
    const made = await start(admin, {
      ...{ texts: { en: 'Closed on Monday.' }, audience: EVERYBODY, place: null },
    });
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    const [broadcast] = await underWay();
    await queue(broadcast!, new AbortController().signal);
    return made.value.id;
  }

  /** What a dead worker held is free once its time has passed: the specification does not sit that out. */
  async function freeHeld(): Promise<void> {
    const past = new Date((await database.port.now()).getTime() - 1);
    await tables().updateTable('message').set({ held_until: past }).where('state', '=', 'sending').execute();
  }

  const countIn = async (...states: string[]): Promise<number> =>
    (await messages()).filter(({ state }) => states.includes(state)).length;

  it(
    'reaches everybody, twice only whose message is counted as doubtful, and never faster than is allowed',
    async () => {
      const begun = performance.now();
      const faults = badLine();
      house.telegram.breaks(faults.next);
      const id = await queueBroadcast();
      const first = await startWorker();
      const isMidway = () => house.telegram.callsOf('sendMessage').length >= PEOPLE * 0.4;
      await until([first], async () => isMidway());
      await kill(first);
      const held = await countIn('sending');
      expect(held).toBeGreaterThan(0);
      expect(await countIn('waiting')).toBeGreaterThan(0);

      await freeHeld();
      const others = [await startWorker(), await startWorker()];
      await until(others, async () => (await countIn('waiting', 'sending')) === 0);

      const counts = await house.house
        .context('notifications')
        .use(notifications)
        .counts(database.port.queries, broadcastKey(id));
      expect(counts).toMatchObject({ sent: PEOPLE, waiting: 0, failed: 0, dropped: 0 });
      expect(Math.min(faults.counted[429], faults.counted.reset)).toBeGreaterThan(0);
      expect(counts.doubtful).toBeLessThanOrEqual(held + faults.counted.reset);
      const rows = await messages();
      const doubtful = new Map(rows.map((row) => [row.recipient_id, row.doubtful]));
      const times = [...userOf].map(([chat, user]) => ({
        heard: heard(chat),
        doubtful: doubtful.get(user)!,
      }));
      expect(times.filter((each) => each.heard < 1 || each.heard > 1 + each.doubtful)).toEqual([]);
      const { busiestSecond } = house.telegram.state.sending;
      expect(busiestSecond).toBeLessThanOrEqual(PER_SECOND);
      // What a run by hand is for.
      if (PEOPLE > 2_000)
        process.stdout.write(
          `${JSON.stringify({
            ...{ people: PEOPLE, seconds: (performance.now() - begun) / 1000, held, busiestSecond },
            ...{ ...faults.counted, doubtful: counts.doubtful },
            twice: times.filter((each) => each.heard > 1).length,
          })}\n`,
        );
    },
    PATIENCE_MS,
  );

  const heard = (chat: number): number => house.telegram.state.chats.get(chat)!.messages.length;
});

/** Of a hundred messages five are told to wait and one loses its connection, by turns before it is there and after. */
function badLine(): {
  readonly next: (method: string) => Fault | null;
  readonly counted: { 429: number; reset: number };
} {
  const counted = { 429: 0, reset: 0 };
  let sent = 0;
  const next = (method: string): Fault | null => {
    if (method !== 'sendMessage') return null;
    sent += 1;
    if (sent % 20 === 7) {
      counted[429] += 1;
      return { kind: '429', retryAfter: 1 };
    }
    if (sent % 100 !== 50) return null;
    counted.reset += 1;
    return { kind: 'reset', when: counted.reset % 2 === 0 ? 'before' : 'after' };
  };
  return { next, counted };
}

async function kill({ child }: ScriptProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'close');
  child.kill('SIGKILL');
  await ended;
}

/** Fails as a worker does that ends by itself. */
async function until(workers: readonly ScriptProcess[], isMet: () => Promise<boolean>): Promise<void> {
  while (!(await isMet())) {
    for (const { child, done } of workers) if (child.exitCode !== null) await done;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
