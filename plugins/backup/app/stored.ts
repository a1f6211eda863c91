import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { KeepRule, KeptCopy } from '../domain/retention.js';
import type { TableCount } from '../domain/shrinkage.js';

export type PlaceValues = Readonly<Record<string, string>>;

export interface StoredDestination {
  readonly id: string;
  readonly name: string;
  /** of the extension point */
  readonly kind: string;
  readonly place: PlaceValues;
  /** never shown, and in no audit entry */
  readonly secrets: PlaceValues;
  readonly active: boolean;
  readonly keep: KeepRule;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
}

/** Places where backups are kept. */
export interface Destinations {
  all(queries: QueryHandle): Promise<readonly StoredDestination[]>;
  find(queries: QueryHandle, id: string): Promise<StoredDestination | null>;
  isNameTaken(queries: QueryHandle, name: string, exceptId: string): Promise<boolean>;
  add(queries: QueryHandle, destination: StoredDestination): Promise<void>;
  /** false when it is not at `version` any more; the version that is written is the next one */
  change(queries: QueryHandle, destination: StoredDestination): Promise<boolean>;
  remove(queries: QueryHandle, id: string, version: number): Promise<boolean>;
}

export interface StoredPlan {
  readonly id: string;
  readonly name: string;
  /** five fields */
  readonly cron: string;
  /** IANA */
  readonly zone: string;
  /** names; empty: everything */
  readonly sets: readonly string[];
  readonly rows: 'jsonl' | 'csv';
  /** ids */
  readonly destinations: readonly string[];
  readonly active: boolean;
  readonly nextRunAt: Date | null;
  readonly lastRunAt: Date | null;
  /** JSON of a refusal */
  readonly lastError: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
}

export type DuePlan = StoredPlan & { readonly nextRunAt: Date };

/** When backups are made by themselves. */
export interface Plans {
  all(queries: QueryHandle): Promise<readonly StoredPlan[]>;
  find(queries: QueryHandle, id: string): Promise<StoredPlan | null>;
  isNameTaken(queries: QueryHandle, name: string, exceptId: string): Promise<boolean>;
  add(queries: QueryHandle, plan: StoredPlan): Promise<void>;
  /** false when it is not at `version` any more; the version that is written is the next one */
  change(queries: QueryHandle, plan: StoredPlan): Promise<boolean>;
  remove(queries: QueryHandle, id: string, version: number): Promise<boolean>;
  /** active, and due at `at` or before */
  due(queries: QueryHandle, at: Date): Promise<readonly DuePlan[]>;
  /** Moves one on from `from`; false when another process has. */
  advance(queries: QueryHandle, id: string, from: Date, next: Date | null): Promise<boolean>;
  /** @param error JSON of a refusal */
  noteOutcome(queries: QueryHandle, id: string, at: Date, error: string | null): Promise<void>;
}

export type Trigger = 'plan' | 'hand' | 'command' | 'api' | 'migration';
export type RunState = 'running' | 'done' | 'failed';

export interface StoredRun {
  readonly id: string;
  readonly planId: string | null;
  readonly trigger: Trigger;
  readonly sets: readonly string[];
  readonly state: RunState;
  readonly fileName: string;
  readonly records: number;
  readonly bytes: number;
  /** of the encrypted file; null until it is written */
  readonly sha256: string | null;
  /** JSON of a refusal */
  readonly error: string | null;
  readonly jobId: string | null;
  readonly requestedBy: string | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

/** What is known of a run once its file is written. */
export interface WrittenRun {
  readonly fileName: string;
  readonly schemaVersion: string;
  /** JSON */
  readonly manifest: string;
  readonly records: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** Backups that were made, or are being made. */
export interface Runs {
  add(queries: QueryHandle, run: StoredRun): Promise<void>;
  find(queries: QueryHandle, id: string): Promise<StoredRun | null>;
  newest(queries: QueryHandle, limit: number): Promise<readonly StoredRun[]>;
  running(queries: QueryHandle): Promise<readonly StoredRun[]>;
  /** false when it is not as it was before: `before` is the digest of a file that was lost, null of none */
  written(queries: QueryHandle, id: string, written: WrittenRun, before: string | null): Promise<boolean>;
  /** false when it has ended already */
  end(
    queries: QueryHandle,
    id: string,
    how: { readonly state: Exclude<RunState, 'running'>; readonly error: string | null; readonly at: Date },
  ): Promise<boolean>;
  /** records by table of a run; null when it has no manifest */
  counts(queries: QueryHandle, id: string): Promise<readonly TableCount[] | null>;
  /** the run of the same sets that was done last before this one */
  before(queries: QueryHandle, run: StoredRun): Promise<string | null>;
}

export type CopyState = 'waiting' | 'sending' | 'stored' | 'proven' | 'failed' | 'removed';

export interface StoredCopy {
  readonly id: string;
  readonly runId: string;
  readonly destinationId: string;
  readonly state: CopyState;
  readonly location: string | null;
  readonly bytes: number;
  /** where an upload that was cut goes on; as secret as a key */
  readonly upload: string | null;
  readonly attempts: number;
  /** JSON of a refusal */
  readonly error: string | null;
  readonly storedAt: Date | null;
  readonly provenAt: Date | null;
}

export type CopyChange = Partial<
  Omit<StoredCopy, 'id' | 'runId' | 'destinationId'> & { readonly removedAt: Date }
>;

/** Backups at their places. */
export interface Copies {
  add(queries: QueryHandle, copies: readonly StoredCopy[]): Promise<void>;
  find(queries: QueryHandle, id: string): Promise<StoredCopy | null>;
  /** in the order of their destinations' names */
  ofRuns(queries: QueryHandle, runIds: readonly string[]): Promise<readonly StoredCopy[]>;
  /** Changes the copy if it is in one of `states`; false otherwise. */
  change(
    queries: QueryHandle,
    id: string,
    states: readonly CopyState[],
    change: CopyChange,
  ): Promise<boolean>;
  /** those that lie there */
  keptAt(queries: QueryHandle, destinationId: string): Promise<readonly KeptCopy[]>;
  countAt(queries: QueryHandle, destinationId: string): Promise<number>;
  /** of whole backups, when it was made */
  newestProven(
    queries: QueryHandle,
  ): Promise<{ readonly copyId: string; readonly runId: string; readonly madeAt: Date } | null>;
}
