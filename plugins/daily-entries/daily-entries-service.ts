import type { Actor } from '../../src/kernel/permissions.js';
import type { PluginContext } from '../../src/kernel/plugin.js';
import { firstDayOf, lastDayOf } from '../../src/values/local-date.js';
import { err, type Refusal } from '../../src/values/result.js';
import type { DailyEntries } from './contract/daily-entries.js';
import { momentIn } from './domain/entry-day.js';
import { scopeOfDailyEntries } from './scopes.js';
import { useCases } from './use-cases.js';

const NOT_PERMITTED: Refusal = { code: 'not-permitted' };

/** Daily entries for other plugins' doors: who may is asked here, since no form of the panel stands in front. */
export function provideDailyEntries(context: PluginContext): DailyEntries {
  const { recordEntry, recordMany, editEntry, missingEntries, officesToWrite, entries, settings } =
    context.use(useCases);
  const { queries } = context.database;
  const mayRead = (actor: Actor): boolean => context.may(actor, 'daily-entries.read');
  const mayWrite = (actor: Actor): boolean => context.may(actor, 'daily-entries.write');

  return {
    record: async (actor, entry) => (mayWrite(actor) ? recordEntry(actor, entry) : err(NOT_PERMITTED)),
    edit: async (actor, change) => (mayWrite(actor) ? editEntry(actor, change) : err(NOT_PERMITTED)),
    recordMany: async (actor, given) =>
      mayWrite(actor) ? recordMany(actor, given) : given.map(() => err(NOT_PERMITTED)),
    find: async (actor, key) =>
      mayRead(actor) ? entries.findByKey(queries, scopeOfDailyEntries(actor), key) : null,
    ofDay: async (actor, asked) =>
      mayRead(actor) ? entries.ofDay(queries, scopeOfDailyEntries(actor), asked) : [],
    offices: async (actor) => (mayWrite(actor) ? officesToWrite(actor) : []),
    missing: missingEntries,
    monthOf: async (actor, { month, ...asked }) =>
      mayRead(actor)
        ? entries.totals(queries, scopeOfDailyEntries(actor), {
            ...{ from: firstDayOf(month), to: lastDayOf(month) },
            ...asked,
          })
        : [],
    async rhythm() {
      const { cutoffHour, reminderHour, escalationHour } = await settings();
      const { zone } = await context.organisation();
      return { ...momentIn(context.clock.now(), zone), cutoffHour, reminderHour, escalationHour };
    },
  };
}
