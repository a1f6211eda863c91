/** What is missing between two values lies on the line between them; before the first and after the last nothing is missing. */
export function fillGaps(values: readonly (number | null)[]): { values: number[]; filled: number } {
  const first = values.findIndex((value) => value !== null);
  const last = values.findLastIndex((value) => value !== null);
  if (first < 0) return { values: [], filled: 0 };
  const filled: number[] = [];
  let count = 0;
  for (let at = first; at <= last; at += 1) {
    const value = values[at]!;
    if (value !== null) {
      filled.push(value);
      continue;
    }
    const before = filled.at(-1)!;
    const after = values.findIndex((other, index) => index > at && other !== null);
    filled.push(before + (values[after]! - before) / (after - at + 1));
    count += 1;
  }
  return { values: filled, filled: count };
}
