import type { Actor } from '../../../src/kernel/permissions.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import { addDays, type LocalDate } from '../../../src/values/local-date.js';
import { ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { Analytics } from '../../analytics/contract/query.js';

/** Seven days of one currency, the last of them today, in plain decimals. */
export interface WeekOfProfit {
  readonly currency: CurrencyCode;
  readonly days: readonly { readonly day: LocalDate; readonly profit: string }[];
  readonly total: string;
  /** of the seven days before */
  readonly before: string;
}

const DAYS = 7;
const MEASURE = 'profit';

/** Profit of the offices in the actor's sight, one week a currency. Refusals are those of analytics. */
export function makeWeekOfProfit({ query, today: readToday }: Pick<Analytics, 'query' | 'today'>) {
  return async (actor: Actor): Promise<Result<readonly WeekOfProfit[], Refusal>> => {
    const to = await readToday();
    const from = addDays(to, 1 - DAYS);
    const asked = { measures: [MEASURE], from, to };
    const byDay = await query(actor, { ...asked, by: ['day'] });
    if (!byDay.ok) return byDay;
    const whole = await query(actor, { ...asked, compare: 'previous' });
    if (!whole.ok) return whole;
    const days = Array.from({ length: DAYS }, (_, index) => addDays(from, index));
    return ok(
      whole.value.totals
        .filter(({ currency, values }) => currency !== null && (values[MEASURE] ?? null) !== null)
        .map(({ currency, values, before }) => ({
          currency: currency as CurrencyCode,
          total: values[MEASURE] ?? '0',
          before: before?.[MEASURE] ?? '0',
          days: days.map((day) => {
            const row = byDay.value.rows.find(
              (each) => each.currency === currency && each.keys.day?.id === day,
            );
            return { day, profit: row?.values[MEASURE] ?? '0' };
          }),
        })),
    );
  };
}
