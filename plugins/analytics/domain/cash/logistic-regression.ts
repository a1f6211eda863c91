/** The probability that a model gives to a row of features. */
export type LogisticModel = (features: readonly number[]) => number;

const ROUNDS = 25;
const CLOSE = 1e-8;

/**
 * Ridge logistic regression by Newton's method (iteratively reweighted least squares): the same rows give the same model. Features are
 * standardised; the intercept is not shrunk.
 *
 * @param penalty as of so many rows in favour of no effect
 */
export function fitLogistic(
  rows: readonly (readonly number[])[],
  outcomes: readonly (0 | 1)[],
  penalty: number,
): LogisticModel {
  const width = rows[0]?.length ?? 0;
  const { means, deviations } = moments(rows, width);
  const standard = (row: readonly number[]): number[] => [
    1,
    ...row.map((value, index) => (value - means[index]!) / deviations[index]!),
  ];
  const inputs = rows.map(standard);
  let weights = new Array<number>(width + 1).fill(0);
  for (let round = 0; round < ROUNDS; round += 1) {
    const gradient = weights.map((weight, index) => (index === 0 ? 0 : -penalty * weight));
    const hessian = weights.map((_, i) => weights.map((__, j) => (i === j ? (i === 0 ? 1e-9 : penalty) : 0)));
    inputs.forEach((input, at) => {
      const probability = sigmoid(dot(weights, input));
      const slack = probability * (1 - probability);
      for (let i = 0; i <= width; i += 1) {
        gradient[i]! += (outcomes[at]! - probability) * input[i]!;
        for (let j = 0; j <= i; j += 1) hessian[i]![j]! += slack * input[i]! * input[j]!;
      }
    });
    for (let i = 0; i <= width; i += 1)
      for (let j = i + 1; j <= width; j += 1) hessian[i]![j] = hessian[j]![i]!;
    const step = solved(hessian, gradient);
    weights = weights.map((weight, index) => weight + step[index]!);
    if (Math.max(...step.map(Math.abs)) < CLOSE) break;
  }
  return (features) => sigmoid(dot(weights, standard(features)));
}

export function logit(probability: number): number {
  const kept = Math.min(0.995, Math.max(0.005, probability));
  return Math.log(kept / (1 - kept));
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0);
}

function moments(rows: readonly (readonly number[])[], width: number) {
  const means = Array.from({ length: width }, (_, index) => mean(rows.map((row) => row[index]!)));
  const deviations = means.map(
    (middle, index) => Math.sqrt(mean(rows.map((row) => (row[index]! - middle) ** 2))) || 1,
  );
  return { means, deviations };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** Gaussian elimination with the largest pivot. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index]!]);
  const size = right.length;
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < size; row += 1) {
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    }
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let row = column + 1; row < size; row += 1) {
      const factor = rows[row]![column]! / rows[column]![column]!;
      for (let at = column; at <= size; at += 1) rows[row]![at]! -= factor * rows[column]![at]!;
    }
  }
  const result = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row -= 1) {
    const known = result.reduce((sum, value, at) => (at > row ? sum + rows[row]![at]! * value : sum), 0);
    result[row] = (rows[row]![size]! - known) / rows[row]![row]!;
  }
  return result;
}
