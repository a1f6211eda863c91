/** Numbers without a gap, both ends included. */
export interface Run {
  readonly from: bigint;
  readonly to: bigint;
}

/** Rising numbers as runs, `most` of them: what a condition can name is limited, numbers are not. */
export function runsOf(rising: readonly bigint[], most: number): readonly Run[] {
  const runs: { from: bigint; to: bigint }[] = [];
  for (const number of rising) {
    const last = runs.at(-1);
    if (last && number === last.to + 1n) last.to = number;
    else if (runs.length === most) return runs;
    else runs.push({ from: number, to: number });
  }
  return runs;
}
