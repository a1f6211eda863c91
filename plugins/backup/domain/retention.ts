import { localDateIn, type LocalDate } from '../../../src/values/local-date.js';

/** How many are kept at one place: the newest, and the newest of a day, an ISO week, a month. */
export interface KeepRule {
  readonly last: number;
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
}

/** A copy that lies at a place. */
export interface KeptCopy {
  readonly id: string;
  /** when its backup was made */
  readonly madeAt: Date;
  readonly isProven: boolean;
}

/**
 * The copies that may go. Of those that are proven stay the newest `last`, and the newest of each of as many days, weeks and months as the
 * rule names, days being the zone's (IANA); the newest proven one stays whatever the rule says. One that is not proven goes when it is older
 * than the newest proven one and not among the newest `last`: before anything is proven nothing goes.
 */
export function copiesToRemove(
  copies: readonly KeptCopy[],
  rule: KeepRule,
  zone: string,
): readonly KeptCopy[] {
  const newestFirst = [...copies].sort(
    (a, b) => b.madeAt.getTime() - a.madeAt.getTime() || (a.id < b.id ? 1 : -1),
  );
  const proven = newestFirst.filter(({ isProven }) => isProven);
  const [newest] = proven;
  if (!newest) return [];
  const kept = new Set<KeptCopy>([newest, ...proven.slice(0, rule.last)]);
  const day = ({ madeAt }: KeptCopy): LocalDate => localDateIn(madeAt, zone);
  keepNewestOf(proven, rule.daily, day, kept);
  keepNewestOf(proven, rule.weekly, (copy) => isoWeek(day(copy)), kept);
  keepNewestOf(proven, rule.monthly, (copy) => day(copy).slice(0, 7), kept);
  for (const [place, copy] of newestFirst.entries())
    if (!copy.isProven && (place < rule.last || copy.madeAt >= newest.madeAt)) kept.add(copy);
  return newestFirst.filter((copy) => !kept.has(copy));
}

function keepNewestOf(
  newestFirst: readonly KeptCopy[],
  most: number,
  spanOf: (copy: KeptCopy) => string,
  kept: Set<KeptCopy>,
): void {
  const spans = new Set<string>();
  for (const copy of newestFirst) {
    const span = spanOf(copy);
    if (spans.has(span)) continue;
    if (spans.size === most) return;
    spans.add(span);
    kept.add(copy);
  }
}

const DAY_MS = 86_400_000;

/** The Monday that the week begins with (ISO 8601), which names the week without naming its year. */
function isoWeek(date: LocalDate): string {
  const at = Date.parse(`${date}T00:00:00Z`);
  const sinceMonday = (new Date(at).getUTCDay() + 6) % 7;
  return new Date(at - sinceMonday * DAY_MS).toISOString().slice(0, 10);
}
