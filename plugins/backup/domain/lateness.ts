const HOUR_MS = 3_600_000;

/** Whole hours from one instant to another. */
export function hoursBetween(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / HOUR_MS);
}

/** Whether a backup is overdue: the newest that is proven was made longer ago than it may; of none, the first place was set up then. */
export function isLate(since: Date, now: Date, lateHours: number): boolean {
  return now.getTime() - since.getTime() > lateHours * HOUR_MS;
}
