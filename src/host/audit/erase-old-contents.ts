import type { HostTables } from '../../../generated/tables/host.js';
import type { JobDefinition } from '../../kernel/contributions.js';
import type { Actor } from '../../kernel/permissions.js';
import type { Database } from '../../kernel/ports.js';
import type { SettingsValues } from '../../kernel/settings.js';
import { queriesOf } from '../../query/queries.js';
import type { organisationSettings } from '../settings/organisation.js';
import { ERASE_RANGE, rangeId, type SeqRange } from './erased-ranges.js';

const DAY_MS = 24 * 60 * 60_000;
const AT_ONCE = 1000;

const nobody: Actor = {
  ...{ userId: null, name: 'system', role: 'admin', via: 'job', language: 'en' },
  ...{ representativeId: null, managerId: null, officeIds: [] },
};

/**
 * Each night takes out of the trail what entries older than `auditContentDays` say of people. A batch is one transaction with one
 * entry that names its range, so a start that was cut short is gone on with by the next.
 */
export const eraseOldContents: JobDefinition<null> = {
  name: 'host.erase-old-audit',
  permission: 'host.jobs.manage',
  parse: () => null,
  repeat: { cron: '29 4 * * *' },
  timeoutMs: 2 * 60 * 60_000,
  async run({ context, signal, progress }) {
    const { auditContentDays: days } = (await context.settings()) as SettingsValues<
      typeof organisationSettings
    >;
    if (days === 0) return;
    const before = new Date((await context.database.now()).getTime() - days * DAY_MS);
    const end = await firstSince(context.database, before);
    let erased = 0;
    let range = await nextRange(context.database, 0n, end);
    while (range && !signal.aborted) {
      erased += await eraseRange(context.database, range, days);
      await progress(erased);
      range = await nextRange(context.database, range.last, end);
    }
    if (erased > 0) context.log.info({ erased, days }, 'old contents of the audit trail are erased');
  },
};

/** Numbers and times need not rise together: what has a younger entry before it waits for that one. Null: all are old. */
async function firstSince(database: Database, before: Date): Promise<bigint | null> {
  const { first } = await queriesOf<HostTables>(database.queries)
    .selectFrom('audit_entry')
    .select(({ fn }) => fn.min('seq').as('first'))
    .where('at', '>=', before)
    .executeTakeFirstOrThrow();
  return first === null ? null : BigInt(first);
}

async function nextRange(database: Database, after: bigint, end: bigint | null): Promise<SeqRange | null> {
  const rows = await queriesOf<HostTables>(database.queries)
    .selectFrom('audit_entry as entry')
    .innerJoin('audit_content as content', 'content.entry_id', 'entry.id')
    .select('entry.seq')
    .where('entry.seq', '>', after)
    .$if(end !== null, (query) => query.where('entry.seq', '<', end!))
    .orderBy('entry.seq')
    .limit(AT_ONCE)
    .execute();
  const [first, last] = [rows.at(0), rows.at(-1)];
  return first && last ? { first: first.seq, last: last.seq } : null;
}

/** @returns how many contents there were */
async function eraseRange(database: Database, range: SeqRange, days: number): Promise<number> {
  return database.transaction(async (tx) => {
    const { numDeletedRows } = await queriesOf<HostTables>(tx.queries)
      .deleteFrom('audit_content')
      .where('entry_id', 'in', ({ selectFrom }) =>
        selectFrom('audit_entry').select('id').where('seq', '>=', range.first).where('seq', '<=', range.last),
      )
      .executeTakeFirst();
    if (numDeletedRows === 0n) return 0;
    await tx.audit({
      actor: nobody,
      action: ERASE_RANGE,
      entity: 'AuditEntry',
      entityId: rangeId(range),
      after: { olderThanDays: days },
    });
    return Number(numDeletedRows);
  });
}
