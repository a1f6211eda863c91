/** An office's profit of a span; `percent` of its plan, null without one. Plain decimals of one currency. */
export interface Standing {
  readonly id: string;
  readonly name: string;
  readonly profit: string;
  readonly percent: string | null;
}

/**
 * Offices of one currency, the best first: by per cent of the plan where both have one, those without a plan after them by profit.
 * Equals share a rank (1, 2, 2, 4).
 */
export function ranked(standings: readonly Standing[]): readonly (Standing & { readonly rank: number })[] {
  const sorted = [...standings].sort((a, b) => byMerit(a, b) || a.name.localeCompare(b.name));
  const firstOf = (standing: Standing): number => sorted.findIndex((each) => byMerit(each, standing) === 0);
  return sorted.map((standing) => ({ ...standing, rank: firstOf(standing) + 1 }));
}

function byMerit(a: Standing, b: Standing): number {
  if (a.percent !== null && b.percent !== null) return Number(b.percent) - Number(a.percent);
  if (a.percent === null && b.percent === null) return Number(b.profit) - Number(a.profit);
  return a.percent === null ? 1 : -1;
}
