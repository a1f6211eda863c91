import type { QueryHandle } from '../../../../src/kernel/ports.js';
import type { DrillReport } from '../../domain/drill-report.js';

export interface NewDrill {
  readonly id: string;
  readonly copyId: string | null;
  readonly fileName: string;
  readonly jobId: string | null;
  readonly requestedBy: string | null;
  readonly startedAt: Date;
}

export interface DrillEnd {
  readonly state: 'passed' | 'failed';
  readonly report: DrillReport | null;
  readonly certificate: Buffer | null;
  /** JSON of a refusal */
  readonly error: string | null;
  readonly finishedAt: Date;
}

/** Where drills are remembered. */
export interface Drills {
  add(queries: QueryHandle, drill: NewDrill): Promise<void>;
  end(queries: QueryHandle, id: string, end: DrillEnd): Promise<void>;
  /** the newest backup of everything that lies somewhere, a proven one before one that is merely stored */
  newestCopy(queries: QueryHandle): Promise<{ readonly copyId: string; readonly fileName: string } | null>;
  /** UTC; null: none was passed */
  lastPassed(queries: QueryHandle): Promise<Date | null>;
}
