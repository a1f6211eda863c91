import type { Language, Role } from '../../../../src/kernel/permissions.js';
import { upsert } from '../../../../src/query/upsert.js';
import type { Choices, Reader, StoredProfile } from '../../app/outbox.js';
import { recipientKey } from '../../contract/channel.js';
import { inBatches } from './batches.js';
import { notificationTables, peopleTables } from './tables.js';

export const choices: Choices = {
  async readers(queries, recipients) {
    const idsOf = (kind: 'user' | 'representative'): readonly string[] =>
      recipients.filter((recipient) => recipient.kind === kind).map(({ id }) => id);
    const users = await inBatches(idsOf('user'), (ids) =>
      peopleTables(queries)
        .selectFrom('app_user')
        .select(['id', 'name', 'language', 'active', 'role'])
        .where('id', 'in', [...ids])
        .execute(),
    );
    const representatives = await inBatches(idsOf('representative'), (ids) =>
      peopleTables(queries)
        .selectFrom('representative')
        .select(['id', 'name', 'language', 'active'])
        .where('id', 'in', [...ids])
        .execute(),
    );
    const readers: Reader[] = [
      ...users.map(({ id, role, ...user }) => readerOf({ kind: 'user', id }, user, role as Role)),
      ...representatives.map(({ id, ...row }) => readerOf({ kind: 'representative', id }, row, null)),
    ];
    return new Map(readers.map((reader) => [recipientKey(reader.recipient), reader]));
  },

  async profiles(queries, userIds) {
    const rows = await inBatches(userIds, (ids) =>
      notificationTables(queries)
        .selectFrom('notice_profile')
        .selectAll()
        .where('user_id', 'in', [...ids])
        .execute(),
    );
    return new Map(
      rows.map((row) => [
        row.user_id,
        {
          zone: row.zone,
          quietFrom: row.quiet_from,
          quietTo: row.quiet_to,
          digest: row.digest as StoredProfile['digest'],
        },
      ]),
    );
  },

  async chosen(queries, userIds) {
    const rows = await inBatches(userIds, (ids) =>
      notificationTables(queries)
        .selectFrom('notice_choice')
        .selectAll()
        .where('user_id', 'in', [...ids])
        .execute(),
    );
    const chosen = new Map<string, Map<string, readonly string[]>>();
    for (const { user_id, kind, channels } of rows) {
      const kinds = chosen.get(user_id) ?? new Map<string, readonly string[]>();
      chosen.set(user_id, kinds.set(kind, namesIn(channels)));
    }
    return chosen;
  },

  async defaults(queries) {
    const rows = await notificationTables(queries).selectFrom('notice_default').selectAll().execute();
    return new Map(
      rows.map(({ kind, channels, locked }) => [
        kind,
        { channels: namesIn(channels), locked: namesIn(locked) },
      ]),
    );
  },

  async choose({ dialect, queries }, userId, kind, channels) {
    await upsert(
      dialect,
      notificationTables(queries)
        .insertInto('notice_choice')
        .values({ user_id: userId, kind, channels: JSON.stringify(channels) }),
      { key: ['user_id', 'kind'], set: ['channels'] },
    ).execute();
  },

  async keepProfile({ dialect, queries }, userId, { zone, quietFrom, quietTo, digest }, at) {
    await upsert(
      dialect,
      notificationTables(queries)
        .insertInto('notice_profile')
        .values({
          ...{ user_id: userId, zone, digest },
          ...{ quiet_from: quietFrom, quiet_to: quietTo, updated_at: at },
        }),
      { key: ['user_id'], set: ['zone', 'quiet_from', 'quiet_to', 'digest', 'updated_at'] },
    ).execute();
  },
};

function readerOf(
  recipient: Reader['recipient'],
  person: { readonly name: string; readonly language: string; readonly active: boolean },
  role: Role | null,
): Reader {
  const { name, language, active } = person;
  return { recipient, name, language: language as Language, active, role };
}

function namesIn(json: string): readonly string[] {
  return JSON.parse(json) as readonly string[];
}
