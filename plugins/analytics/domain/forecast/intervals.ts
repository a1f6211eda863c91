/** On the scale of the computation: how far the truth may lie from the forecast, step by step. */
export interface Reach {
  readonly likely: readonly number[];
  readonly nearlySure: readonly number[];
}

/** How far the series itself moved within as many steps, of late. */
const RECENT = 260;
/** The forecast's error as a share of those moves before a trial says more, and how many trials that is worth. */
const EXPECTED_SHARE = 0.85;
const EXPECTED_TRIALS = 1.5;
/** Measured on weekly business series: what brings the intervals to what they promise. */
const LIKELY_FACTOR = 1;
const NEARLY_SURE_FACTOR = 1.1;
/** The 95 % interval is never narrower than a normal error would have it, nearly. */
const LEAST_RATIO = 1.3;

/**
 * Empirical: quantiles of the series' own moves over 1, 2 … steps, narrowed to the errors that the forecast made in its trials. They grow
 * with the horizon and never shrink.
 * @param misses errors of the forecast and of the naive one in each trial
 */
export function reachOf(
  values: readonly number[],
  horizon: number,
  misses: readonly { readonly own: readonly number[]; readonly naive: readonly number[] }[],
): Reach {
  const recent = values.slice(-RECENT);
  const moves: { mean: number; likely: number; nearlySure: number }[] = [];
  for (let step = 1; step <= horizon; step += 1) {
    const sizes = movesOver(recent, step);
    const before = moves.at(-1);
    // Too few pairs so far apart: a wanderer's moves grow with the root of time.
    const growth = Math.sqrt(step / (step - 1));
    moves.push(
      sizes.length < 6 && before
        ? {
            mean: before.mean * growth,
            likely: before.likely * growth,
            nearlySure: before.nearlySure * growth,
          }
        : { mean: meanOf(sizes), likely: quantile(sizes, 0.8), nearlySure: quantile(sizes, 0.95) },
    );
  }
  const share = shareOf(
    misses,
    moves.map(({ mean }) => mean),
    Number.EPSILON * Math.max(...values.map(Math.abs)),
  );
  const likely = neverShrinking(moves.map((move) => move.likely * share * LIKELY_FACTOR));
  const nearlySure = neverShrinking(
    moves.map((move, index) =>
      Math.max(move.nearlySure * share * NEARLY_SURE_FACTOR, likely[index]! * LEAST_RATIO),
    ),
  );
  return { likely, nearlySure };
}

/**
 * Half by what the series does in the long run, half by what the naive forecast erred in the same trials: calm and wild times both count.
 * @param noise what is not larger than this is rounding: nothing is measured by it
 */
function shareOf(
  misses: readonly { readonly own: readonly number[]; readonly naive: readonly number[] }[],
  moves: readonly number[],
  noise: number,
): number {
  const own = meanOf(misses.flatMap((miss) => miss.own));
  const naive = meanOf(misses.flatMap((miss) => miss.naive));
  if (misses.length === 0 || naive <= noise) return EXPECTED_SHARE;
  const ofMoves = meanOf(
    misses.flatMap((miss) =>
      miss.own.map((each, index) => (moves[index]! > noise ? each / moves[index]! : 0)),
    ),
  );
  const seen = (ofMoves + own / naive) / 2;
  return (misses.length * seen + EXPECTED_TRIALS * EXPECTED_SHARE) / (misses.length + EXPECTED_TRIALS);
}

function movesOver(values: readonly number[], steps: number): number[] {
  return values.slice(steps).map((value, index) => Math.abs(value - values[index]!));
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) return 0;
  const sorted = values.toSorted((one, other) => one - other);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)]!;
  return below + (place - Math.floor(place)) * (sorted[Math.ceil(place)]! - below);
}

function neverShrinking(values: readonly number[]): number[] {
  let most = 0;
  return values.map((value) => (most = Math.max(most, value)));
}
