/** How far a job is. `total` is null while nobody knows how much there is. */
export interface ProgressNote {
  readonly done: number;
  readonly total: number | null;
  readonly note: string | null;
}
