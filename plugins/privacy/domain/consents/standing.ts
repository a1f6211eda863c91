/** As much of an entry as decides what stands. */
export interface Stands {
  readonly id: string;
  readonly purpose: string;
  readonly at: Date;
}

/** The newest first; of one instant, the one that was written later: ids grow. */
export function newestFirst<Entry extends Stands>(entries: readonly Entry[]): readonly Entry[] {
  return [...entries].sort(
    (one, other) => other.at.getTime() - one.at.getTime() || (one.id < other.id ? 1 : -1),
  );
}

/** Of each purpose the newest entry, in whatever order they come. */
export function standingOf<Entry extends Stands>(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  const standing = new Map<string, Entry>();
  for (const entry of newestFirst(entries))
    if (!standing.has(entry.purpose)) standing.set(entry.purpose, entry);
  return standing;
}

/** When the next entry is made: never at the instant of the one before, for the newest counts. */
export function laterThan(now: Date, before: Date | undefined): Date {
  return before && before >= now ? new Date(before.getTime() + 1) : now;
}
