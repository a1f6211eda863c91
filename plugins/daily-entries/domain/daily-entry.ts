import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';

/** What one office × geo × manager took in and spent on one day. Minor units of one currency. */
export interface DayFigures {
  readonly revenue: bigint;
  readonly cost: bigint;
}

/** Profit is never typed, always revenue − cost; below zero on a bad day. */
export function profitOf({ revenue, cost }: DayFigures): bigint {
  return revenue - cost;
}

/** Refuses `negative-amount` and, where a profit is given beside the figures, `profit-differs`. */
export function checkFigures(figures: DayFigures, givenProfit: bigint | null): Result<bigint, Refusal> {
  if (figures.revenue < 0n || figures.cost < 0n) return err({ code: 'negative-amount' });
  const profit = profitOf(figures);
  if (givenProfit !== null && givenProfit !== profit) return err({ code: 'profit-differs' });
  return ok(profit);
}
