import { sql, type ExpressionBuilder } from 'kysely';
import type { NotificationsTables } from '../../../../generated/tables/notifications.js';
import type { MessageCounter, MessageFigures } from '../../app/message-statistics.js';
import { beginsWith } from './key-prefix.js';
import { notificationTables } from './tables.js';

const STATES = {
  waiting: 'waiting',
  sending: 'waiting',
  sent: 'sent',
  failed: 'failed',
  dropped: 'dropped',
} as const;
const NONE: MessageFigures = { sent: 0, failed: 0, dropped: 0, waiting: 0 };

export const messageCounter: MessageCounter = {
  async byKind(queries, from, to) {
    const rows = await notificationTables(queries)
      .selectFrom('message')
      .select((row) => [
        'channel',
        'kind',
        'state',
        row.fn.countAll().as('messages'),
        doubtful(row),
        read(row),
      ])
      .where('created_at', '>=', from)
      .where('created_at', '<', to)
      .groupBy(['channel', 'kind', 'state'])
      .orderBy('channel')
      .orderBy('kind')
      .execute();
    const found = new Map<string, (typeof rows)[number][]>();
    for (const row of rows) {
      const key = JSON.stringify([row.channel, row.kind]);
      found.set(key, [...(found.get(key) ?? []), row]);
    }
    return [...found.values()].map((ofKind) => ({
      channel: ofKind[0]!.channel,
      kind: ofKind[0]!.kind,
      ...figuresOf(ofKind.map(({ state, messages }) => ({ state, messages: Number(messages) }))),
      doubtful: ofKind.reduce((sum, row) => sum + Number(row.doubtful), 0),
      read: ofKind.reduce((sum, row) => sum + Number(row.read), 0),
    }));
  },

  async bySpan(queries, edges) {
    const spans = edges.slice(1).map((to, index) => ({ from: edges[index]!, to }));
    const within = spans.map(({ from, to }, index) =>
      sql<unknown>`sum(case when created_at >= ${from} and created_at < ${to} then 1 else 0 end)`.as(
        `span_${index}`,
      ),
    );
    const rows = await notificationTables(queries)
      .selectFrom('message')
      .select(['state', ...within])
      .where('created_at', '>=', edges[0]!)
      .where('created_at', '<', edges.at(-1)!)
      .groupBy('state')
      .execute();
    return spans.map((_, index) =>
      figuresOf(
        rows.map((row) => ({
          state: row.state,
          messages: Number((row as Readonly<Record<string, unknown>>)[`span_${index}`]),
        })),
      ),
    );
  },

  async byChannel(queries, keyPrefix) {
    const rows = await notificationTables(queries)
      .selectFrom('message')
      .select(['channel', (row) => row.fn.countAll().as('messages')])
      .where(beginsWith(keyPrefix))
      .groupBy('channel')
      .orderBy('channel')
      .execute();
    return new Map(rows.map(({ channel, messages }) => [channel, Number(messages)]));
  },
};

type MessageRow = ExpressionBuilder<NotificationsTables, 'message'>;

const doubtful = ({ ref }: MessageRow) =>
  sql<unknown>`sum(case when ${ref('doubtful')} > 0 then 1 else 0 end)`.as('doubtful');
const read = ({ ref }: MessageRow) =>
  sql<unknown>`sum(case when ${ref('read_at')} is null then 0 else 1 end)`.as('read');

function figuresOf(rows: readonly { readonly state: string; readonly messages: number }[]): MessageFigures {
  return rows.reduce((figures, { state, messages }) => {
    const name = STATES[state as keyof typeof STATES];
    return { ...figures, [name]: figures[name] + messages };
  }, NONE);
}
