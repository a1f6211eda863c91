import type { DashboardWidget } from '../../../../src/kernel/contributions.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import { dailyEntries, type MissingEntry } from '../../contract/daily-entries.js';

/** A short list: who wants all of it opens the entries of the day. */
const SHOWN = 8;

/** Who has not written today yet; of a manager its own offices. */
export const missingEntriesWidget: DashboardWidget = {
  name: 'missing-today',
  permission: 'daily-entries.read',
  async load({ context, actor, language }) {
    const { missing, rhythm } = context.use(dailyEntries);
    const { today } = await rhythm();
    const owed = (await missing(context.database.queries, today)).filter((each) => isOf(actor, each));
    const say = (key: string, facts: Readonly<Record<string, unknown>> = {}): string =>
      context.translator.text(language, `daily-entries:${key}`, facts);
    const link = `/admin/resources/DailyEntry?${new URLSearchParams({ 'filters.day': today }).toString()}`;
    if (owed.length === 0)
      return { kind: 'figure', value: '0', note: say('widgets.missing-today.nobody'), link };
    const rows = owed.slice(0, SHOWN).map(({ office, manager }) => [office.name, manager.name]);
    const left = owed.length - rows.length;
    return {
      kind: 'table',
      headings: ['officeId', 'managerId'].map((field) => say(`resources.DailyEntry.fields.${field}`)),
      rows: left > 0 ? [...rows, [say('widgets.missing-today.more', { count: left }), '']] : rows,
      link,
    };
  },
};

function isOf(actor: Actor, { office, manager }: MissingEntry): boolean {
  if (actor.role !== 'manager') return actor.role !== 'representative';
  return manager.id === actor.managerId && actor.officeIds.includes(office.id);
}
