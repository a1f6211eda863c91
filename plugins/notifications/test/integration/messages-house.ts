// A house with an outbox and channels of a specification's own. Time stands where the specification puts it.
import type { HostTables } from '../../../../generated/tables/host.js';
import type { NotificationsTables } from '../../../../generated/tables/notifications.js';
import { definePlugin, type Plugin, type PluginContext } from '../../../../src/kernel/plugin.js';
import type { Role } from '../../../../src/kernel/permissions.js';
import type { Database } from '../../../../src/kernel/ports.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { newId } from '../../../../src/values/ids.js';
import { builtInPlugins } from '../../../index.js';
import type { TestDatabase } from '../../../../test/harness/database.js';
import { assembleTestHouse } from '../../../../test/harness/house.js';
import { choices } from '../../adapters/database/choices.js';
import { outbox } from '../../adapters/database/outbox.js';
import { plainWords } from './plain-words.js';
import { sendAllDue } from '../../app/sender.js';
import {
  channel,
  recipientKey,
  type Channel,
  type Sent,
  type WrittenMessage,
} from '../../contract/channel.js';
import { noticeKind, type NoticeKind } from '../../contract/notice-kind.js';
import { notifications, type Notifications, type Telling } from '../../contract/notifications.js';

type Tables = NotificationsTables & HostTables;

export interface TestChannel extends Channel {
  /** what arrived, in order */
  readonly arrived: WrittenMessage[];
  /** what becomes of what is sent from now on */
  answer: (message: WrittenMessage) => Promise<Sent> | Sent;
  /** whom it does not reach */
  readonly unreached: Set<string>;
}

export function testChannel(name: string, concurrency = 4): TestChannel {
  const made: TestChannel = {
    ...{ name, concurrency, unreachable: 'nobody-there', arrived: [], unreached: new Set() },
    answer: () => ({ outcome: 'sent', reference: null }),
    addresses: (_context, recipients) => {
      const reached = recipients.filter(({ id }) => !made.unreached.has(id));
      return Promise.resolve(
        new Map(reached.map((each) => [recipientKey(each), `${name}:${each.id.slice(-6)}`])),
      );
    },
    async send(_context, message) {
      const sent = await made.answer(message);
      if (sent.outcome === 'sent') made.arrived.push(message);
      return sent;
    },
  };
  return made;
}

export function aKind(name: string, change: Partial<NoticeKind> = {}): NoticeKind {
  return {
    ...{ name, roles: ['admin', 'operator', 'manager', 'representative'], comesBy: 'tell' },
    ...{ hasTemplates: false, channels: ['post'], priority: 1 },
    sample: {
      model: null,
      choices: () => Promise.resolve([]),
      facts: () => Promise.resolve({}),
    },
    ...change,
  };
}

export interface MessagesHouse {
  readonly context: PluginContext;
  readonly service: Notifications;
  readonly tables: ReturnType<typeof queriesOf<Tables>>;
  readonly database: Database;
  setNow(instant: string): void;
  user(change?: {
    readonly role?: Role;
    readonly language?: string;
    readonly active?: boolean;
  }): Promise<string>;
  tell(telling: Partial<Telling> & Pick<Telling, 'to'>): Promise<number>;
  /** sends what is due now */
  send(): Promise<number>;
  rows(): Promise<
    { key: string; state: string; reason: string | null; attempts: number; doubtful: number; due: string }[]
  >;
  close(): void;
}

export async function openMessages(
  database: TestDatabase,
  parts: { readonly channels: readonly Channel[]; readonly kinds: readonly NoticeKind[] },
): Promise<MessagesHouse> {
  let now = new Date('2026-03-02T12:00:00Z');
  const port: Database = { ...database.port, now: () => Promise.resolve(now) };
  const guest: Plugin = definePlugin({
    ...{ name: 'guest', version: '1.0.0', host: '^0.1.0', requires: ['notifications'], permissions: [] },
    register(house) {
      for (const each of parts.channels) house.contribute(channel, each);
      for (const each of parts.kinds) house.contribute(noticeKind, each);
    },
  });
  const test = await assembleTestHouse(database, {
    plugins: [...builtInPlugins.filter(({ name }) => name !== 'telegram'), guest],
    clock: { now: () => now },
    ports: { database: port },
  });
  const context = test.house.context('notifications');
  const service = context.use(notifications);
  const tables = queriesOf<Tables>(database.port.queries);
  let people = 0;
  let tellings = 0;
  return {
    ...{ context, service, tables, database: port },
    setNow: (instant) => void (now = new Date(instant)),
    async user({ role = 'operator', language = 'en', active = true } = {}) {
      const id = newId();
      people += 1;
      await tables
        .insertInto('app_user')
        .values({
          ...{ id, name: `Person ${people}`, email: `person${people}@house.test`, password_hash: 'x' },
          ...{ role, language, active, representative_id: null, manager_id: null, last_sign_in_at: null },
          ...{ created_at: now, updated_at: now, version: 1 },
        })
        .execute();
      return id;
    },
    tell: (telling) =>
      port.transaction((tx) =>
        service.tell(tx, {
          ...{ kind: 'guest.news', facts: {}, uniqueKey: `telling:${(tellings += 1)}` },
          ...telling,
        }),
      ),
    send: () =>
      sendAllDue({ outbox, choices, words: plainWords }, context, {
        signal: new AbortController().signal,
      }),
    async rows() {
      const rows = await tables.selectFrom('message').selectAll().orderBy('id').execute();
      return rows.map((row) => ({
        ...{ key: row.unique_key, state: row.state, attempts: row.attempts, doubtful: row.doubtful },
        reason: row.reason === null ? null : (JSON.parse(row.reason) as { code: string }).code,
        due: row.due_at.toISOString(),
      }));
    },
    close: () => test.close(),
  };
}

export const toUser = (id: string) => ({ kind: 'user', id }) as const;
