import type { Dialect, QueryHandle } from '../../../../src/kernel/ports.js';
import { insertIgnore } from '../../../../src/query/insert-ignore.js';
import type { BlockedAddress, MailBlocks } from '../../app/mail-blocks.js';
import { notificationTables } from './tables.js';

/** as many values as every database takes in one list */
const LIST = 500;

export function makeMailBlocks(dialect: Dialect): MailBlocks {
  return {
    async among(queries, addresses) {
      const found = new Map<string, BlockedAddress['reason']>();
      const asked = [...new Set(addresses.map((address) => address.toLowerCase()))];
      for (let from = 0; from < asked.length; from += LIST) {
        const rows = await notificationTables(queries)
          .selectFrom('mail_block')
          .select(['mailbox', 'reason'])
          .where('mailbox', 'in', asked.slice(from, from + LIST))
          .execute();
        for (const { mailbox, reason } of rows)
          if (mailbox !== null) found.set(mailbox, reason as BlockedAddress['reason']);
      }
      return found;
    },

    async block(queries, { address, reason, detail, messageId }, at) {
      const insert = notificationTables(queries).insertInto('mail_block').values({
        mailbox: address.toLowerCase(),
        reason,
        detail,
        message_id: messageId,
        created_at: at,
      });
      const { numInsertedOrUpdatedRows = 0n } = await insertIgnore(
        dialect,
        insert,
        'mailbox',
      ).executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows > 0n) return true;
      if (reason !== 'bounced') return false;
      // Who unsubscribed may have left for good since.
      const { numUpdatedRows } = await notificationTables(queries)
        .updateTable('mail_block')
        .set({ reason, detail, message_id: messageId, created_at: at })
        .where('mailbox', '=', address)
        .where('reason', '<>', reason)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async unblock(queries, key) {
      const row = await notificationTables(queries)
        .selectFrom('mail_block')
        .select('mailbox')
        .where('address', '=', key)
        .executeTakeFirst();
      await notificationTables(queries).deleteFrom('mail_block').where('address', '=', key).execute();
      return row?.mailbox ?? null;
    },

    async keyOf(queries, address) {
      const row = await notificationTables(queries)
        .selectFrom('mail_block')
        .select('address')
        .where('mailbox', '=', address)
        .executeTakeFirst();
      return row?.address ?? null;
    },

    async messageById(queries, id) {
      return (await letters(queries).where('id', '=', id).executeTakeFirst()) ?? null;
    },

    async messageByReference(queries, reference) {
      return (await letters(queries).where('reference', '=', reference).executeTakeFirst()) ?? null;
    },

    async lockedByAdministrator(queries, kind) {
      const row = await notificationTables(queries)
        .selectFrom('notice_default')
        .select('locked')
        .where('kind', '=', kind)
        .executeTakeFirst();
      return row ? (JSON.parse(row.locked) as readonly string[]) : null;
    },
  };
}

function letters(queries: QueryHandle) {
  return notificationTables(queries)
    .selectFrom('message')
    .select(['id', 'address', 'recipient_name as recipientName'])
    .select(['recipient_kind as recipientKind', 'recipient_id as recipientId'])
    .where('channel', '=', 'email');
}
