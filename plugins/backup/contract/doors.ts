// What the doors below /admin/x/backup say and are told, in JSON. A refusal is problem+json, as everywhere.
//
//   GET    /overview                      Overview
//   POST   /runs                          BackupAsked → { runId }, 202
//   POST   /copies/:id/prove              {}, 202
//   GET    /copies/:id                    CopyToFetch; asks again who it is, so that the file itself need not
//   GET    /copies/:id/file               the encrypted archive
//   POST   /drills                        {}, 202
//   GET    /drills/:id/certificate        PDF
//   GET    /places                        PlacesView
//   POST   /places                        PlaceToSave → { id }, 201
//   PUT    /places/:id                    PlaceToSave & { version } → {}
//   DELETE /places/:id?version=…          {}
//   POST   /places/try                    PlaceTried → {}: the place can be written to and read
//   POST   /places/folders                FoldersAsked → FolderChoice[]: of a kind that can be asked for its folders
//   POST   /plans                         PlanToSave → { id }, 201
//   PUT    /plans/:id                     PlanToSave & { version } → {}
//   DELETE /plans/:id?version=…           {}
//   GET    /restorations                  RestorationsView
//   POST   /restorations                  RestorationAsked → { requestId }, 202
//   POST   /restorations/:id/allow        {}; asks again who it is
//   POST   /restorations/:id/decline      {}
//   POST   /restorations/:id/cancel       {}
import type { ConflictPolicy, Wanted } from '../domain/wanted.js';

export interface Named {
  readonly name: string;
  /** in the reader's language */
  readonly title: string;
}

export const RUN_STATES = ['running', 'done', 'failed'] as const;
export const COPY_STATES = ['waiting', 'sending', 'stored', 'proven', 'failed', 'removed'] as const;
export const DRILL_STATES = ['running', 'passed', 'failed'] as const;
export const TRIGGERS = ['plan', 'hand', 'command', 'api', 'migration'] as const;
export const RESTORATION_STATES = [
  ...(['checking', 'waiting', 'approved', 'running', 'done', 'refused', 'failed', 'cancelled'] as const),
] as const;

export type RunState = (typeof RUN_STATES)[number];
export type CopyState = (typeof COPY_STATES)[number];
export type DrillState = (typeof DRILL_STATES)[number];
export type Trigger = (typeof TRIGGERS)[number];
export type RestorationState = (typeof RESTORATION_STATES)[number];
export type RowFormat = 'jsonl' | 'csv';

/** How far a job is; `total` null while it is not known. */
export interface Progress {
  readonly done: number;
  readonly total: number | null;
}

/** Instants are ISO 8601, UTC, throughout. */
export interface Overview {
  readonly newestProven: {
    readonly runId: string;
    readonly fileName: string;
    readonly madeAt: string;
    readonly provenAt: string;
    /** whole, since it was made */
    readonly minutes: number;
  } | null;
  /** after so many hours it is late */
  readonly lateHours: number;
  readonly isLate: boolean;
  /** what is late or failed, newest first */
  readonly faults: readonly Fault[];
  /** newest first, as many as a page shows */
  readonly runs: readonly RunView[];
  readonly drills: readonly DrillView[];
  readonly sets: readonly Named[];
  /** those that are in use */
  readonly places: readonly { readonly id: string; readonly title: string }[];
  readonly may: May;
}

export interface May {
  readonly make: boolean;
  readonly download: boolean;
  readonly configure: boolean;
  readonly restore: boolean;
  readonly approve: boolean;
}

export interface Fault {
  readonly kind: 'run' | 'copy' | 'drill' | 'plan';
  readonly title: string;
  readonly sentence: string;
  readonly at: string;
}

export interface RunView {
  readonly id: string;
  readonly fileName: string;
  readonly trigger: Trigger;
  readonly plan: string | null;
  readonly requestedBy: string | null;
  /** titles; empty: everything */
  readonly sets: readonly string[];
  readonly state: RunState;
  readonly progress: Progress;
  readonly records: number;
  readonly bytes: number;
  readonly sha256: string | null;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly error: string | null;
  readonly copies: readonly CopyView[];
}

export interface CopyView {
  readonly id: string;
  readonly place: string;
  readonly state: CopyState;
  readonly storedAt: string | null;
  readonly provenAt: string | null;
  readonly error: string | null;
}

export interface CopyToFetch {
  readonly fileName: string;
  readonly bytes: number;
  readonly href: string;
}

export interface BackupAsked {
  /** names; empty: everything */
  readonly sets: readonly string[];
  readonly rows: RowFormat;
  readonly destinationIds: readonly string[];
}

export interface DrillView {
  readonly id: string;
  readonly fileName: string;
  readonly state: DrillState;
  readonly progress: Progress;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** address of the PDF */
  readonly certificate: string | null;
  readonly error: string | null;
}

export interface PlaceKind extends Named {
  readonly fields: readonly PlaceFieldView[];
  /** it can be asked which folders it has: for the field of this name */
  readonly folderField: string | null;
}

export interface PlaceFieldView {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly required: boolean;
  readonly secret: boolean;
}

export interface Retention {
  readonly keepLast: number;
  readonly keepDaily: number;
  readonly keepWeekly: number;
  readonly keepMonthly: number;
}

export interface PlaceView extends Retention {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly kindTitle: string;
  readonly active: boolean;
  /** what is no secret */
  readonly place: Readonly<Record<string, string>>;
  /** names of secret fields that have a value */
  readonly kept: readonly string[];
  readonly copies: { readonly proven: number; readonly stored: number; readonly bytes: number };
  readonly newest: string | null;
  readonly version: number;
}

export interface PlacesView {
  readonly kinds: readonly PlaceKind[];
  readonly places: readonly PlaceView[];
  readonly plans: readonly PlanView[];
  readonly sets: readonly Named[];
  readonly mayConfigure: boolean;
}

export interface PlaceToSave extends Retention {
  readonly name: string;
  readonly kind: string;
  readonly active: boolean;
  /** by field; a secret that is absent stays as it was */
  readonly place: Readonly<Record<string, string>>;
}

/** A place that is not saved yet, or one that is, with what was typed over it. */
export interface PlaceTried {
  readonly id: string | null;
  readonly kind: string;
  readonly place: Readonly<Record<string, string>>;
}

export interface FoldersAsked extends PlaceTried {
  /** the id of the folder to look into; null: the outermost */
  readonly inside: string | null;
}

export interface FolderChoice {
  readonly id: string;
  readonly title: string;
}

export interface PlanView {
  readonly id: string;
  readonly name: string;
  readonly cron: string;
  readonly zone: string;
  readonly sets: readonly string[];
  readonly rows: RowFormat;
  readonly destinations: readonly string[];
  readonly active: boolean;
  readonly nextRunAt: string | null;
  readonly lastRunAt: string | null;
  readonly error: string | null;
  readonly version: number;
}

export type PlanToSave = Omit<PlanView, 'id' | 'version' | 'nextRunAt' | 'lastRunAt' | 'error'>;

export interface RestorationAsked {
  readonly copyId: string;
  readonly wanted: Wanted;
  readonly conflicts: ConflictPolicy;
}

/** What a restoration does to one table. */
export interface TableEffect {
  readonly table: string;
  readonly title: string;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** differ from the copy's, or are not in it, and stay */
  readonly kept: number;
}

export interface RestorationView {
  readonly id: string;
  readonly fileName: string;
  /** names of the chosen records; null: everything */
  readonly chosen: readonly string[] | null;
  readonly conflicts: ConflictPolicy;
  readonly state: RestorationState;
  readonly progress: Progress;
  /** null until the archive was looked at */
  readonly effect: readonly TableEffect[] | null;
  readonly error: string | null;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly finishedAt: string | null;
  /** the reader's own: somebody else decides */
  readonly isMine: boolean;
}

export interface RestorationsView {
  readonly requests: readonly RestorationView[];
  /** copies that can be restored from, newest first */
  readonly copies: readonly {
    readonly id: string;
    readonly fileName: string;
    readonly place: string;
    readonly madeAt: string;
    readonly isProven: boolean;
    readonly isWhole: boolean;
    readonly records: number;
  }[];
  readonly may: May;
}
