import type { Actor, Language, Role } from '../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { ReportDefinition, ReportFormat } from '../contract/definition.js';
import type { DeliveryView, RunState, ScheduleRecipient } from '../contract/doors.js';

/** In all that is kept as JSON null stands for what cannot be read any more. */
export interface StoredReport {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly ownerId: string;
  readonly definition: ReportDefinition | null;
  readonly sharedWith: readonly Role[] | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
}

/** Without what it says: a list reads no definitions. */
export type StoredReportLine = Omit<StoredReport, 'definition'>;

export interface ReadableReport extends StoredReport {
  readonly definition: ReportDefinition;
}

export interface StoredRevision {
  readonly revision: number;
  readonly definition: ReportDefinition | null;
  readonly savedBy: string | null;
  readonly savedAt: Date;
}

/** Where saved reports and what they said before are kept. */
export interface Reports {
  all(queries: QueryHandle): Promise<readonly StoredReportLine[]>;
  find(queries: QueryHandle, id: string): Promise<StoredReport | null>;
  isNameTaken(queries: QueryHandle, ownerId: string, name: string, exceptId: string): Promise<boolean>;
  add(queries: QueryHandle, report: ReadableReport): Promise<void>;
  /** false when it is not at `version` any more; the version that is written is the next one */
  change(queries: QueryHandle, report: ReadableReport): Promise<boolean>;
  remove(queries: QueryHandle, id: string, version: number): Promise<boolean>;
  /** newest first */
  revisions(queries: QueryHandle, reportId: string): Promise<readonly StoredRevision[]>;
  addRevision(queries: QueryHandle, reportId: string, revision: StoredRevision): Promise<void>;
}

export interface StoredRun {
  readonly id: string;
  readonly reportId: string | null;
  readonly title: string;
  /** with nothing left open */
  readonly definition: ReportDefinition | null;
  readonly format: ReportFormat;
  readonly language: Language;
  readonly state: RunState;
  readonly rows: number;
  readonly bytes: number;
  readonly filePath: string | null;
  readonly fileName: string | null;
  readonly digest: string | null;
  /** JSON of a refusal */
  readonly error: string | null;
  readonly jobId: string | null;
  readonly actor: Actor | null;
  readonly requestedBy: string | null;
  readonly scheduleId: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly expiresAt: Date | null;
}

export type StoredRunLine = Omit<StoredRun, 'definition' | 'actor'>;

export interface ReadableRun extends StoredRun {
  readonly definition: ReportDefinition;
  readonly actor: Actor;
}

export type RunChange = Partial<
  Pick<
    StoredRun,
    | 'state'
    | 'rows'
    | 'bytes'
    | 'filePath'
    | 'fileName'
    | 'digest'
    | 'error'
    | 'jobId'
    | 'finishedAt'
    | 'expiresAt'
  >
>;

/** Where files that were made, or are being made, are remembered. */
export interface Runs {
  add(queries: QueryHandle, run: ReadableRun): Promise<void>;
  find(queries: QueryHandle, id: string): Promise<StoredRun | null>;
  /** newest first */
  requestedBy(queries: QueryHandle, userId: string, limit: number): Promise<readonly StoredRunLine[]>;
  /** Changes the run if it is in one of `states`; false otherwise. */
  change(queries: QueryHandle, id: string, states: readonly RunState[], change: RunChange): Promise<boolean>;
  /** done, and to be gone by `at` */
  expired(queries: QueryHandle, at: Date, limit: number): Promise<readonly StoredRunLine[]>;
}

export interface StoredSchedule {
  readonly id: string;
  readonly reportId: string | null;
  readonly library: string | null;
  readonly ownerId: string;
  readonly name: string;
  readonly cron: string;
  /** IANA */
  readonly zone: string;
  readonly format: ReportFormat;
  readonly channel: string;
  readonly recipients: readonly ScheduleRecipient[] | null;
  readonly active: boolean;
  readonly nextRunAt: Date | null;
  readonly lastRunAt: Date | null;
  /** JSON of a refusal */
  readonly lastError: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
}

export type DueSchedule = Pick<StoredSchedule, 'id' | 'cron' | 'zone'> & { readonly nextRunAt: Date };

export interface StoredDelivery {
  readonly scheduleId: string;
  readonly occurrence: Date;
  readonly recipient: string;
  readonly state: DeliveryView['state'];
  /** JSON of a refusal */
  readonly error: string | null;
  readonly runId: string | null;
  readonly at: Date;
}

/** Where schedules and what became of their deliveries are kept. */
export interface Schedules {
  all(queries: QueryHandle): Promise<readonly StoredSchedule[]>;
  find(queries: QueryHandle, id: string): Promise<StoredSchedule | null>;
  add(queries: QueryHandle, schedule: StoredSchedule): Promise<void>;
  /** false when it is not at `version` any more; the version that is written is the next one */
  change(queries: QueryHandle, schedule: StoredSchedule): Promise<boolean>;
  remove(queries: QueryHandle, id: string, version: number): Promise<boolean>;
  /** active, and due at `at` or before */
  due(queries: QueryHandle, at: Date): Promise<readonly DueSchedule[]>;
  /** Moves one on from `from`; false when another process has. */
  advance(queries: QueryHandle, id: string, from: Date, next: Date | null): Promise<boolean>;
  noteOutcome(
    queries: QueryHandle,
    id: string,
    outcome: { readonly at: Date; readonly error: string | null },
  ): Promise<void>;
  deliveries(queries: QueryHandle, scheduleId: string, limit: number): Promise<readonly StoredDelivery[]>;
  delivery(
    queries: QueryHandle,
    key: Pick<StoredDelivery, 'scheduleId' | 'occurrence' | 'recipient'>,
  ): Promise<StoredDelivery | null>;
  /** Writes it, or over the one of the same occurrence and recipient. */
  keepDelivery(queries: QueryHandle, delivery: StoredDelivery): Promise<void>;
}
