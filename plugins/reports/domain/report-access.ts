/** A saved report, as far as it matters who may do what with it. */
export interface OwnedReport {
  readonly ownerId: string;
  readonly sharedWith: readonly string[];
}

interface Reader {
  readonly userId: string | null;
  readonly role: string;
}

/** Its owner, and whoever has a role that it is shared with. Rows and figures stay the reader's own. */
export function mayRun(report: OwnedReport, { userId, role }: Reader): boolean {
  return report.ownerId === userId || role === 'admin' || report.sharedWith.includes(role);
}

/** Its owner; an administrator besides, because people leave and their reports stay. */
export function mayChange(report: OwnedReport, { userId, role }: Reader): boolean {
  return report.ownerId === userId || role === 'admin';
}
