import type { DailyEntriesTables } from '../../../../generated/tables/daily-entries.js';
import type { Proof } from '../../../../src/kernel/copies.js';
import { figuresByCurrency } from '../../../../src/query/figures-by-currency.js';
import { queriesOf } from '../../../../src/query/queries.js';

const FIGURES = ['revenue', 'cost', 'profit'] as const;

export const proof: Proof = {
  name: 'entries',
  async figures({ queries }) {
    const sums = await queriesOf<DailyEntriesTables>(queries)
      .selectFrom('daily_entry')
      .select('currency')
      .select(({ fn }) => FIGURES.map((figure) => fn.sum<bigint | number | string>(figure).as(figure)))
      .groupBy('currency')
      .execute();
    const figures = FIGURES.map((figure) =>
      figuresByCurrency(
        figure,
        sums.map((row) => ({ currency: row.currency, amount: row[figure] })),
      ),
    );
    return Object.assign({}, ...figures) as Record<string, string>;
  },
};
