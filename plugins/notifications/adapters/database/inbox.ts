import type { Inbox } from '../../app/outbox.js';
import type { NoticeFacts } from '../../contract/notice-kind.js';
import { inBatches } from './batches.js';
import { peopleTables } from './tables.js';

export const inbox: Inbox = {
  async notices(queries, ids) {
    const rows = await inBatches(ids, (part) =>
      peopleTables(queries)
        .selectFrom('notice')
        .select(['id', 'user_id', 'kind', 'facts', 'entity', 'entity_id', 'link'])
        .where('id', 'in', [...part])
        .execute(),
    );
    return rows.map(({ user_id, entity_id, facts, ...row }) => ({
      ...{ ...row, userId: user_id, entityId: entity_id },
      facts: JSON.parse(facts) as NoticeFacts,
    }));
  },

  async known(queries, keys) {
    const rows = await inBatches(keys, (part) =>
      peopleTables(queries)
        .selectFrom('notice')
        .select('unique_key')
        .where('unique_key', 'in', [...part])
        .execute(),
    );
    return new Set(rows.flatMap(({ unique_key }) => unique_key ?? []));
  },
};
