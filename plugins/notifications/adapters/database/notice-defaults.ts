import { insertIgnore } from '../../../../src/query/insert-ignore.js';
import type { NoticeDefaults } from '../../app/notice-defaults.js';
import { notificationTables } from './tables.js';

export const noticeDefaults: NoticeDefaults = {
  async all(queries) {
    const rows = await notificationTables(queries).selectFrom('notice_default').selectAll().execute();
    return new Map(
      rows.map(({ kind, channels, locked, version }) => [
        kind,
        { channels: namesIn(channels), locked: namesIn(locked), version },
      ]),
    );
  },

  async keep({ dialect, queries }, kind, { version, ...content }, { userId, at }) {
    const row = {
      channels: JSON.stringify(content.channels),
      locked: JSON.stringify(content.locked),
      ...{ updated_at: at, updated_by: userId, version: version + 1 },
    };
    if (version === 0) {
      const insert = notificationTables(queries)
        .insertInto('notice_default')
        .values({ kind, ...row });
      const { numInsertedOrUpdatedRows } = await insertIgnore(
        dialect,
        insert,
        'kind',
      ).executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    }
    const { numUpdatedRows } = await notificationTables(queries)
      .updateTable('notice_default')
      .set(row)
      .where('kind', '=', kind)
      .where('version', '=', version)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  },
};

function namesIn(json: string): readonly string[] {
  return JSON.parse(json) as readonly string[];
}
