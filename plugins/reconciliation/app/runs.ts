import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { RunLine } from '../contract/work.js';

export type RunTrigger = RunLine['trigger'];

export interface RunSums {
  readonly count: number;
  /** by currency, in minor units without sign */
  readonly amounts: ReadonlyMap<string, bigint>;
}

export interface RunRecord {
  readonly id: string;
  readonly trigger: RunTrigger;
  readonly statementId: string | null;
  readonly state: RunLine['state'];
  readonly looked: number;
  /** settled, transfers on both sides */
  readonly linked: number;
  readonly suggested: number;
  readonly unmatched: number;
  /** of those that were settled, what went to write-off accounts */
  readonly writtenOff: number;
  readonly amounts: readonly RunAmounts[];
  readonly jobId: string | null;
  readonly requestedBy: string | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

/** Minor units without sign. */
export interface RunAmounts {
  readonly currency: string;
  readonly linked: bigint;
  readonly suggested: bigint;
  readonly unmatched: bigint;
  readonly writtenOff: bigint;
}

export type RunKey = Pick<RunRecord, 'trigger' | 'statementId' | 'jobId' | 'requestedBy'>;

export interface Runs {
  insert(queries: QueryHandle, run: RunRecord): Promise<void>;
  finish(
    queries: QueryHandle,
    id: string,
    end: Pick<RunRecord, 'looked' | 'linked' | 'suggested' | 'unmatched' | 'writtenOff' | 'amounts'> & {
      readonly finishedAt: Date;
    },
  ): Promise<void>;
  fail(queries: QueryHandle, id: string, at: Date): Promise<void>;
  find(queries: QueryHandle, id: string): Promise<RunRecord | null>;
  ofJob(queries: QueryHandle, jobId: string): Promise<RunRecord | null>;
  /** the latest first */
  recent(queries: QueryHandle, limit: number): Promise<readonly RunRecord[]>;
  /** what the run has linked, as it stands: a run that was started again counts what it linked before */
  linkedIn(
    queries: QueryHandle,
    id: string,
  ): Promise<{ readonly linked: RunSums; readonly writtenOff: RunSums }>;
}
