import type { HostTables } from '../../generated/tables/host.js';
import type { Database } from '../../src/kernel/ports.js';
import { queriesOf } from '../../src/query/queries.js';

/** Every audit entry with what it says of people, in the order of the chain. */
export function auditEntries(database: Database) {
  return queriesOf<HostTables>(database.queries)
    .selectFrom('audit_entry as entry')
    .innerJoin('audit_content as content', 'content.entry_id', 'entry.id')
    .selectAll('entry')
    .select(['content.actor', 'content.before', 'content.after'])
    .orderBy('entry.seq');
}
