// What the doors below /admin/x/reports say and are told, in JSON. A refusal is problem+json, as everywhere.
//
//   GET    /vocabulary                             Vocabulary
//   GET    /values?dimension=…&term=…              FilterValue[]: of a dimension that can be filtered by, or of a dataset's column
//   GET    /recipients?term=…                       FilterValue[]: whom a schedule may send to, by a part of the name
//   GET    /library                                LibraryReport[]
//   GET    /reports                                SavedReportLine[]: one's own and those shared with one's role
//   POST   /reports                                ReportToSave → SavedReport, 201
//   GET    /reports/:id                            SavedReport
//   PUT    /reports/:id                            ReportToSave & { version } → SavedReport; 409 after somebody else's save
//   DELETE /reports/:id?version=…                  {}
//   POST   /reports/:id/duplicate                  { name } → SavedReport, 201
//   GET    /reports/:id/revisions                  RevisionLine[], newest first
//   POST   /reports/:id/revisions/:revision/restore  { version } → SavedReport
//   POST   /preview                                ReportAsked → ReportPreview
//   POST   /runs                                   ReportAsked & { format, language? } → RunView, 202
//   GET    /runs                                   RunView[]: one's own, newest first
//   GET    /runs/:id                               RunView
//   POST   /runs/:id/cancel                        RunView
//   GET    /runs/:id/file                          the file
//   GET    /schedules                              ScheduleView[]
//   POST   /schedules                              ScheduleToSave → ScheduleView, 201
//   PUT    /schedules/:id                          ScheduleToSave & { version } → ScheduleView
//   DELETE /schedules/:id?version=…                {}
//   GET    /schedules/:id/deliveries               DeliveryView[], newest first
import type { Language, Role } from '../../../src/kernel/permissions.js';
import type { Dimension, MeasureUnit } from '../../analytics/contract/query.js';
import type { ColumnKind } from './dataset.js';
import type {
  PeriodPreset,
  ReportDefinition,
  ReportFormat,
  ReportParameter,
  ReportPeriod,
} from './definition.js';
import type { TableHead, TableRow } from './table.js';

interface Named<Name extends string = string> {
  readonly name: Name;
  /** in the reader's language */
  readonly title: string;
}

/** Everything that the reader may build a report of. */
export interface Vocabulary {
  readonly measures: readonly (Named & {
    readonly unit: MeasureUnit;
    readonly kind: 'flow' | 'balance';
    readonly dimensions: readonly Dimension[];
  })[];
  readonly dimensions: readonly Named<Dimension>[];
  readonly datasets: readonly (Named & {
    readonly columns: readonly (Named & { readonly kind: ColumnKind; readonly filter: boolean })[];
    /** filters that it cannot do without */
    readonly needs: readonly ReportParameter[];
  })[];
  readonly periods: readonly Named<PeriodPreset>[];
  readonly currencies: readonly string[];
  readonly formats: readonly ReportFormat[];
  /** whom a report can be shared with */
  readonly roles: readonly Named<Role>[];
  readonly channels: readonly Named[];
  /** IANA, of the organisation */
  readonly zone: string;
  readonly may: { readonly define: boolean; readonly share: boolean; readonly schedule: boolean };
}

export interface FilterValue {
  readonly id: string;
  readonly label: string;
}

export interface LibraryReport extends Named {
  readonly description: string;
  readonly definition: ReportDefinition;
}

export interface ReportToSave {
  /** 1 to 120 characters */
  readonly name: string;
  /** up to 500 */
  readonly description: string | null;
  readonly definition: ReportDefinition;
  readonly sharedWith: readonly Role[];
}

export interface SavedReportLine {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly sharedWith: readonly Role[];
  readonly updatedAt: string;
  readonly version: number;
  /** whether the reader may change, share and delete it */
  readonly mine: boolean;
}

export interface SavedReport extends SavedReportLine {
  readonly definition: ReportDefinition;
  /** filters named in the definition, as the reader may see them: id → label */
  readonly labels: Readonly<Record<string, string>>;
}

export interface RevisionLine {
  readonly revision: number;
  readonly savedBy: string | null;
  readonly savedAt: string;
  readonly definition: ReportDefinition;
}

/** A report that stands in the request, is saved, or is one of the library; and what its definition leaves open. */
export type ReportAsked = (
  { readonly definition: ReportDefinition } | { readonly report: string } | { readonly library: string }
) & {
  /** instead of the definition's own */
  readonly period?: ReportPeriod;
  /** ids */
  readonly parameters?: Readonly<Partial<Record<ReportParameter, string>>>;
};

export interface ReportPreview extends TableHead {
  /** the first ones, at most 200 */
  readonly rows: readonly TableRow[];
  /** only when the rows are complete, or the totals are known without them */
  readonly totals: readonly TableRow[];
  readonly isComplete: boolean;
}

export const RUN_STATES = [
  'waiting',
  'running',
  'done',
  'refused',
  'failed',
  'cancelled',
  'expired',
] as const;
export type RunState = (typeof RUN_STATES)[number];

export interface RunView {
  readonly id: string;
  readonly title: string;
  readonly format: ReportFormat;
  readonly language: Language;
  readonly state: RunState;
  /** rows written so far, and how many there will be where that is known */
  readonly progress: { readonly done: number; readonly total: number | null };
  readonly rows: number;
  readonly bytes: number;
  /** SHA-256, hexadecimal */
  readonly digest: string | null;
  /** a sentence in the reader's language */
  readonly error: string | null;
  /** panel address of the file while it can be had */
  readonly file: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly expiresAt: string | null;
}

export type ScheduleRecipient =
  /** made with this user's own rows and language */
  | { readonly kind: 'user'; readonly id: string }
  /** made with the owner's rows; staff alone may name one */
  | { readonly kind: 'address'; readonly address: string; readonly language: Language };

export interface ScheduleToSave {
  readonly name: string;
  readonly report: string | null;
  readonly library: string | null;
  /** five fields: minute, hour, day of the month, month, day of the week */
  readonly cron: string;
  /** IANA */
  readonly zone: string;
  readonly format: ReportFormat;
  readonly channel: string;
  readonly recipients: readonly ScheduleRecipient[];
  readonly active: boolean;
}

export interface ScheduleView extends ScheduleToSave {
  readonly id: string;
  readonly title: string;
  readonly recipientLabels: readonly string[];
  readonly nextRunAt: string | null;
  readonly lastRunAt: string | null;
  readonly lastError: string | null;
  readonly version: number;
}

export interface DeliveryView {
  readonly occurrence: string;
  readonly recipient: string;
  readonly state: 'sent' | 'failed' | 'refused';
  readonly error: string | null;
  readonly at: string;
}
