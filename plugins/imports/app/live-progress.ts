/** How many rows each running import of this process has read: known here at once, in the database a little later. */
export class LiveProgress {
  private readonly rows = new Map<string, number>();

  set(runId: string, rows: number): void {
    this.rows.set(runId, rows);
  }

  of(runId: string): number | undefined {
    return this.rows.get(runId);
  }

  forget(runId: string): void {
    this.rows.delete(runId);
  }
}
