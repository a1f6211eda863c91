import { archivedTotals } from '../../analytics/contract/archived-totals.js';
import type { PeriodRemark, RemarkAsked } from '../../analytics/contract/period-remark.js';
import { yearArchive } from '../../billing/contract/year-archive.js';

/** Whoever reads of days whose records lie in a file learns in which one, and what that means for what is shown. */
export const remarkOnYears: PeriodRemark = {
  name: 'archived-years',
  async of(asked) {
    const years = await yearsOf(asked);
    if (years.length === 0) return [];
    const { context, language, shown } = asked;
    const facts = { count: years.length, years: new Intl.ListFormat(language).format(years.map(String)) };
    return [context.translator.text(language, `archive:remarks.${shown}`, facts)];
  },
};

/** Those whose files have records of these days. Nothing in a file is later than its year. */
async function yearsOf({ context, periods }: RemarkAsked): Promise<readonly number[]> {
  const { queries } = context.database;
  const totals = context.use(archivedTotals);
  const moved = await context.use(yearArchive).movedYears(queries);
  const found: number[] = [];
  for (const year of moved) {
    const touching = periods.filter(({ from }) => from <= `${year}-12-31`);
    const kept = await Promise.all(touching.map((days) => totals.isOf(queries, year, days)));
    if (kept.includes(true)) found.push(year);
  }
  return found;
}
