export interface Observation {
  readonly causes: readonly number[];
  readonly effect: number;
  /** default 1 */
  readonly weight?: number;
}

/** Coefficients by weighted least squares, each held back from zero's distance by its own penalty (ridge; Hoerl & Kennard 1970). */
export function ridge(observations: readonly Observation[], penalties: readonly number[]): number[] {
  const size = penalties.length;
  const products = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const sums = new Array<number>(size).fill(0);
  for (const { causes, effect, weight = 1 } of observations) {
    for (let row = 0; row < size; row += 1) {
      const weighed = causes[row]! * weight;
      if (weighed === 0) continue;
      sums[row]! += weighed * effect;
      for (let column = row; column < size; column += 1) products[row]![column]! += weighed * causes[column]!;
    }
  }
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < row; column += 1) products[row]![column] = products[column]![row]!;
    products[row]![row]! += penalties[row]!;
  }
  return solve(products, sums);
}

/** By elimination with the largest pivot; a direction in which nothing is known gets zero. */
function solve(matrix: number[][], right: number[]): number[] {
  const size = right.length;
  for (let step = 0; step < size; step += 1) {
    let pivot = step;
    for (let row = step + 1; row < size; row += 1)
      if (Math.abs(matrix[row]![step]!) > Math.abs(matrix[pivot]![step]!)) pivot = row;
    [matrix[step], matrix[pivot]] = [matrix[pivot]!, matrix[step]!];
    [right[step], right[pivot]] = [right[pivot]!, right[step]!];
    if (isNothing(matrix[step]![step]!)) continue;
    for (let row = step + 1; row < size; row += 1) {
      const share = matrix[row]![step]! / matrix[step]![step]!;
      if (share === 0) continue;
      for (let column = step; column < size; column += 1)
        matrix[row]![column]! -= share * matrix[step]![column]!;
      right[row]! -= share * right[step]!;
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row -= 1) {
    if (isNothing(matrix[row]![row]!)) continue;
    let rest = right[row]!;
    for (let column = row + 1; column < size; column += 1) rest -= matrix[row]![column]! * solution[column]!;
    solution[row] = rest / matrix[row]![row]!;
  }
  return solution;
}

function isNothing(pivot: number): boolean {
  return Math.abs(pivot) < 1e-12;
}
