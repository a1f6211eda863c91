const DAY_MS = 86_400_000;

/** Days that a class is kept: as somebody set it, else by default; never shorter than the law asks. Null: as long as the house stands. */
export function daysKept(
  { days, atLeastDays = 0 }: { readonly days: number | null; readonly atLeastDays?: number },
  rule: { readonly days: number | null } | null,
): number | null {
  const wanted = rule ? rule.days : days;
  return wanted === null ? null : Math.max(wanted, atLeastDays);
}

/** What is dated before this instant is past its time. */
export function keptSince(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS);
}

/** The day until which something of that day is kept, YYYY-MM-DD. */
export function keptUntil(day: Date, days: number): string {
  return new Date(day.getTime() + days * DAY_MS).toISOString().slice(0, 10);
}
