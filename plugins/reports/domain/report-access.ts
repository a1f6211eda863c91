/** A saved report, as far as it matters who may do what with it. */
export interface OwnedReport {
  readonly ownerId: string;
  /** null: with whom cannot be read any more, so with nobody */
  readonly sharedWith: readonly string[] | null;
}

interface Reader {
  readonly userId: string | null;
  readonly role: string;
}

/** Its owner, and whoever has a role that it is shared with. Rows and figures stay the reader's own. */
export function mayRun(report: OwnedReport, { userId, role }: Reader): boolean {
  return report.ownerId === userId || role === 'admin' || (report.sharedWith?.includes(role) ?? false);
}

/** Its owner; an administrator besides, because people leave and their reports stay. */
export function mayChange(report: OwnedReport, { userId, role }: Reader): boolean {
  return report.ownerId === userId || role === 'admin';
}
