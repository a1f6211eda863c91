import type { Actor } from '../../../src/kernel/permissions.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import {
  addDays,
  daysBetween,
  firstDayOf,
  lastDayOf,
  monthOf,
  previousMonth,
  type LocalDate,
} from '../../../src/values/local-date.js';
import { ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { Analytics, AnalyticsRow } from '../../analytics/contract/query.js';
import type { Reviews } from '../../analytics/contract/reviews.js';

/** Profit of one office in one currency, in plain decimals; what is absent was nothing. */
export interface OfficeResult {
  readonly id: string;
  readonly name: string;
  readonly currency: CurrencyCode;
  readonly today: string;
  readonly yesterday: string;
  /** from the first of the month until today */
  readonly month: string;
  /** the same days of the month before */
  readonly before: string;
  /** of the month's plan; null where nothing was planned */
  readonly percent: string | null;
}

export interface OfficeResults {
  readonly today: LocalDate;
  /** of the month, after today */
  readonly daysLeft: number;
  /** by name */
  readonly offices: readonly OfficeResult[];
}

interface Needs {
  readonly analytics: Pick<Analytics, 'query' | 'today'>;
  readonly reviews: Pick<Reviews, 'planAgainstFact'>;
}

const MEASURE = 'profit';

/** What offices in the actor's sight made, as analytics counts it. Refusals are those of analytics. */
export function makeOfficeResults({ analytics, reviews }: Needs) {
  return async (actor: Actor): Promise<Result<OfficeResults, Refusal>> => {
    const today = await analytics.today();
    const month = monthOf(today);
    const lastMonth = previousMonth(month);
    const sameDay = addDays(firstDayOf(lastMonth), daysBetween(firstDayOf(month), today));
    const monthBefore = {
      from: firstDayOf(lastMonth),
      to: sameDay > lastDayOf(lastMonth) ? lastDayOf(lastMonth) : sameDay,
    };
    const yesterday = addDays(today, -1);
    const ofDays = await analytics.query(actor, {
      ...{ measures: [MEASURE], by: ['office'], from: today, to: today },
      compare: { from: yesterday, to: yesterday },
    });
    if (!ofDays.ok) return ofDays;
    const ofMonth = await analytics.query(actor, {
      ...{ measures: [MEASURE], by: ['office'], from: firstDayOf(month), to: today, compare: monthBefore },
    });
    if (!ofMonth.ok) return ofMonth;
    const plans = await reviews.planAgainstFact(actor, { measure: MEASURE, from: month, to: month });
    if (!plans.ok) return plans;

    const days = new Map(ofDays.value.rows.map((row) => [keyOf(row), row]));
    const months = new Map(ofMonth.value.rows.map((row) => [keyOf(row), row]));
    const offices = [...new Map([...days, ...months]).entries()].map(([key, row]): OfficeResult => {
      const { id, label } = row.keys.office ?? { id: '', label: '' };
      const currency = row.currency as CurrencyCode;
      const plan = plans.value.find((each) => each.office?.id === id && each.currency === currency);
      return {
        ...{ id, name: label, currency, percent: plan?.percent ?? null },
        today: days.get(key)?.values[MEASURE] ?? '0',
        yesterday: days.get(key)?.before?.[MEASURE] ?? '0',
        month: months.get(key)?.values[MEASURE] ?? '0',
        before: months.get(key)?.before?.[MEASURE] ?? '0',
      };
    });
    offices.sort((a, b) => a.name.localeCompare(b.name) || a.currency.localeCompare(b.currency));
    return ok({ today, daysLeft: daysBetween(today, lastDayOf(month)), offices });
  };
}

function keyOf({ keys, currency }: AnalyticsRow): string {
  return `${keys.office?.id ?? ''} ${currency ?? ''}`;
}
