import type { Actor } from '../../../src/kernel/permissions.js';
import type { Database, QueryHandle } from '../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import {
  firstDayOf,
  lastDayOf,
  monthOf,
  type LocalDate,
  type LocalMonth,
} from '../../../src/values/local-date.js';
import { formatAmount, money, zero } from '../../../src/values/money.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { Analytics, AnalyticsRow } from '../contract/query.js';
import type { PlanAsked, PlannedMeasure, PlanRow } from '../contract/reviews.js';
import { planFigures } from '../domain/plan-figures.js';

export interface Planned {
  readonly measure: PlannedMeasure;
  readonly month: LocalMonth;
  readonly office: PlanRow['office'];
  readonly currency: CurrencyCode;
  /** minor units */
  readonly amount: bigint;
}

export interface Targets {
  /** of these months, by month, the network's first; within the actor's row scope */
  planned(queries: QueryHandle, actor: Actor, asked: PlanAsked): Promise<readonly Planned[]>;
}

interface Needs {
  readonly database: Database;
  readonly analytics: Pick<Analytics, 'query'>;
  readonly targets: Targets;
}

const MOST_ROWS = 10_000;

/** Refusals are those of `Reviews.planAgainstFact`. */
export function makePlanAgainstFact({ database, analytics, targets }: Needs) {
  return async (actor: Actor, asked: PlanAsked): Promise<Result<readonly PlanRow[], Refusal>> => {
    const { measure, from, to } = asked;
    if (from > to) return err({ code: 'dates-reversed', from, to });
    const planned = await targets.planned(database.queries, actor, asked);
    const actual = new Map<string, string>();
    for (const dimensions of [['month'], ['month', 'office']] as const) {
      const isOfOffices = dimensions.length === 2;
      if (!planned.some(({ office }) => (office !== null) === isOfOffices)) continue;
      const found = await analytics.query(actor, {
        measures: [measure],
        by: dimensions,
        from: firstDayOf(from),
        to: lastDayOf(to),
        limit: MOST_ROWS,
      });
      if (!found.ok) return found;
      for (const row of found.value.rows) actual.set(keyOfRow(row), row.values[measure] ?? '0');
    }
    return ok(
      planned
        .map(({ month, office, currency, amount }): PlanRow => {
          const fact = actual.get(keyOf(month, office?.id ?? '', currency)) ?? formatAmount(zero(currency));
          return { month, office, currency, ...planFigures(formatAmount(money(amount, currency)), fact) };
        })
        .sort(
          (one, other) =>
            one.month.localeCompare(other.month) ||
            Number(one.office !== null) - Number(other.office !== null),
        ),
    );
  };
}

function keyOfRow({ keys, currency }: AnalyticsRow): string {
  return keyOf(monthOf(keys.month?.id as LocalDate), keys.office?.id ?? '', currency ?? '');
}

function keyOf(month: LocalMonth, office: string, currency: string): string {
  return [month, office, currency].join(' ');
}
