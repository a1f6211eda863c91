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
  answer: (message: WrittenMessage, signal: AbortSignal) => Promise<Sent> | Sent;
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
    async send(_context, message, signal) {
      const sent = await made.answer(message, signal);
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

interface PersonChange {
  readonly role?: Role;
  readonly language?: string;
  readonly active?: boolean;
}

export interface MessagesHouse {
  readonly context: PluginContext;
  readonly service: Notifications;
  readonly tables: ReturnType<typeof queriesOf<Tables>>;
  readonly database: Database;
  setNow(instant: string): void;
  user(change?: PersonChange): Promise<string>;
  users(many: number): Promise<string[]>;
  tell(telling: Partial<Telling> & Pick<Telling, 'to'>): Promise<number>;
  /** sends what is due now */
  send(): Promise<number>;
  rows(): Promise<
    { key: string; state: string; reason: string | null; attempts: number; doubtful: number; due: string }[]
  >;
  close(): void;
}

interface GuestParts {
  readonly channels: readonly Channel[];
  readonly kinds: readonly NoticeKind[];
}

/** The house without its own chat, and a guest that brings these. */
export function pluginsWith(parts: GuestParts): readonly Plugin[] {
  const guest: Plugin = definePlugin({
    ...{ name: 'guest', version: '1.0.0', host: '^0.1.0', requires: ['notifications'], permissions: [] },
    register(house) {
      for (const each of parts.channels) house.contribute(channel, each);
      for (const each of parts.kinds) house.contribute(noticeKind, each);
    },
  });
  return [...builtInPlugins.filter(({ name }) => name !== 'telegram'), guest];
}

export async function openMessages(database: TestDatabase, parts: GuestParts): Promise<MessagesHouse> {
  let now = new Date('2026-03-02T12:00:00Z');
  const port: Database = { ...database.port, now: () => Promise.resolve(now) };
  const test = await assembleTestHouse(database, {
    plugins: pluginsWith(parts),
    clock: { now: () => now },
    ports: { database: port },
  });
  const context = test.house.context('notifications');
  const service = context.use(notifications);
  const tables = queriesOf<Tables>(database.port.queries);
  let people = 0;
  let tellings = 0;
  const enter = async (
    many: number,
    { role = 'operator', language = 'en', active = true }: PersonChange = {},
  ): Promise<string[]> => {
    const persons = Array.from({ length: many }, () => {
      people += 1;
      return {
        ...{ id: newId(), name: `Person ${people}`, email: `person${people}@house.test` },
        ...{ password_hash: 'x', role, language, active, representative_id: null, manager_id: null },
        ...{ last_sign_in_at: null, created_at: now, updated_at: now, version: 1 },
      };
    });
    await tables.insertInto('app_user').values(persons).execute();
    return persons.map(({ id }) => id);
  };
  return {
    ...{ context, service, tables, database: port },
    setNow: (instant) => void (now = new Date(instant)),
    user: async (change) => (await enter(1, change))[0]!,
    users: (many) => enter(many),
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
