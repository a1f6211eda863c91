/** How far forecasts were off. */
export interface Accuracy {
  /** symmetric mean absolute percentage error, 0 to 200 (Makridakis 1993, as in the M4 competition) */
  readonly smape: number;
  /** mean absolute error in units of the mean step of the history (Hyndman & Koehler 2006, with a season of 1); null where it never moved */
  readonly mase: number | null;
}

interface Pair {
  readonly forecast: readonly number[];
  readonly actual: readonly number[];
}

export function accuracyOf(pairs: readonly Pair[], history: readonly number[]): Accuracy {
  const misses = pairs.flatMap(({ forecast, actual }) =>
    forecast.map((value, index) => ({
      size: Math.abs(value - actual[index]!),
      sum: Math.abs(value) + Math.abs(actual[index]!),
    })),
  );
  const steps = history.slice(1).map((value, index) => Math.abs(value - history[index]!));
  const step = meanOf(steps);
  return {
    smape: meanOf(misses.map(({ size, sum }) => (sum === 0 ? 0 : (200 * size) / sum))),
    mase: step === 0 ? null : meanOf(misses.map(({ size }) => size)) / step,
  };
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value / values.length, 0);
}
