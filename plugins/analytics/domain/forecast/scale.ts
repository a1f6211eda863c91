/** On what scale a series is computed: sizes that grow by shares are straight lines on the logarithmic one. */
export interface Scale {
  to(value: number): number;
  from(value: number): number;
}

/** A value this much smaller than the middle one would weigh more on the logarithmic scale than all others. */
const SMALLEST_SHARE = 0.001;
/** Logarithms beyond this leave what a number can hold. */
const LARGEST_LOGARITHM = 700;

/** Logarithmic where every value is well above zero, otherwise straight, in shares of the usual size. */
export function scaleFor(values: readonly number[]): Scale {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted[Math.floor(sorted.length / 2)]!;
  if (sorted[0]! > 0 && sorted[0]! > middle * SMALLEST_SHARE) {
    // From the middle, so that the unit of the series does not matter.
    const size = Math.log(middle);
    return {
      to: (value) => Math.log(value) - size,
      from: (value) => Math.exp(Math.min(value + size, LARGEST_LOGARITHM)),
    };
  }
  const usual = values.reduce((sum, value) => sum + Math.abs(value) / values.length, 0) || 1;
  return { to: (value) => value / usual, from: (value) => value * usual };
}
