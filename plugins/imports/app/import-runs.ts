import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { ImportMapping } from '../contract/import-kind.js';
import type { ImportTally, RowFailure } from './read-rows.js';

export type ImportMode = 'all-or-nothing' | 'skip-bad-rows';
/** `refused`: the file or its rows were not taken, nothing was written. `failed`: the house itself failed. */
export type ImportState = 'uploaded' | 'checking' | 'checked' | 'applying' | 'done' | 'refused' | 'failed';

export interface ImportRun {
  readonly id: string;
  readonly kind: string;
  readonly fileName: string;
  readonly filePath: string;
  readonly fileDigest: string;
  readonly fileBytes: bigint;
  readonly mapping: ImportMapping;
  readonly mode: ImportMode;
  readonly state: ImportState;
  readonly rows: number;
  readonly created: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly failedPath: string | null;
  /** JSON of the refusal of the file as a whole */
  readonly error: string | null;
  readonly jobId: string | null;
  readonly requestedBy: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export type ImportRunChange = Partial<
  Pick<
    ImportRun,
    | 'mapping'
    | 'mode'
    | 'state'
    | 'rows'
    | 'created'
    | 'unchanged'
    | 'failed'
    | 'failedPath'
    | 'error'
    | 'jobId'
    | 'finishedAt'
  >
>;

/** Where import runs, their errors and profiles are kept. */
export interface ImportRuns {
  add(queries: QueryHandle, run: ImportRun): Promise<void>;
  find(queries: QueryHandle, id: string): Promise<ImportRun | null>;
  /** newest first */
  recent(queries: QueryHandle, kinds: readonly string[], limit: number): Promise<readonly ImportRun[]>;
  /** Changes the run if it is in one of `states`; false otherwise. */
  change(
    queries: QueryHandle,
    id: string,
    states: readonly ImportState[],
    change: ImportRunChange,
  ): Promise<boolean>;
  replaceErrors(queries: QueryHandle, runId: string, errors: readonly RowFailure[]): Promise<void>;
  errors(queries: QueryHandle, runId: string, limit: number): Promise<readonly RowFailure[]>;
}

export interface SavedProfile {
  readonly name: string;
  readonly mapping: ImportMapping;
}

export interface ImportProfiles {
  of(queries: QueryHandle, kind: string): Promise<readonly SavedProfile[]>;
  save(queries: QueryHandle, kind: string, profile: SavedProfile, at: Date): Promise<void>;
}

export function countsOf(tally: ImportTally): Pick<ImportRun, 'rows' | 'created' | 'unchanged' | 'failed'> {
  return { rows: tally.rows, created: tally.created, unchanged: tally.unchanged, failed: tally.failed };
}
