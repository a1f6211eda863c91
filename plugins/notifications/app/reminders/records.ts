import type { QueryHandle } from '../../../../src/kernel/ports.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import type { Recipient } from '../../contract/notice-kind.js';
import type { Ladder, LadderContent } from '../../domain/ladder.js';
import type { Pause, Told } from '../../domain/plan-reminders.js';

export interface PauseRecord extends Pause {
  readonly id: string;
  readonly representativeId: string;
  readonly note: string | null;
}

/** A stage that a message was written for. One that was dropped was never heard by whom it was for. */
export interface ToldRecord extends Told {
  readonly recipient: Recipient;
  readonly isDropped: boolean;
}

export interface Ladders {
  /** by position */
  all(queries: QueryHandle): Promise<readonly Ladder[]>;
  find(queries: QueryHandle, id: string): Promise<Ladder | null>;
  /** behind the others */
  add(queries: QueryHandle, id: string, content: LadderContent, at: Date): Promise<void>;
  /** false when it is not at this version any more */
  change(
    queries: QueryHandle,
    which: { readonly id: string; readonly version: number },
    content: LadderContent,
    at: Date,
  ): Promise<boolean>;
  remove(queries: QueryHandle, which: { readonly id: string; readonly version: number }): Promise<boolean>;
  /** these first, in this order */
  arrange(queries: QueryHandle, ids: readonly string[]): Promise<void>;
}

export interface Pauses {
  /** that were not ended */
  ofInvoices(queries: QueryHandle, invoiceIds: readonly string[]): Promise<readonly PauseRecord[]>;
  /** that were not ended, though their last day was before this one */
  overdue(queries: QueryHandle, today: LocalDate, limit: number): Promise<readonly PauseRecord[]>;
  add(
    queries: QueryHandle,
    pause: PauseRecord & { readonly createdBy: string | null; readonly at: Date },
  ): Promise<void>;
  /** false when somebody ended it before */
  end(queries: QueryHandle, id: string, at: Date): Promise<boolean>;
}

export interface ToldStages {
  ofInvoices(queries: QueryHandle, invoiceIds: readonly string[]): Promise<readonly ToldRecord[]>;
}
