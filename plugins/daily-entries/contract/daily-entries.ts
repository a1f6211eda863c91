import { defineService } from '../../../src/kernel/contributions.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate, LocalMonth } from '../../../src/values/local-date.js';
import type { Refusal, Result } from '../../../src/values/result.js';

/** What makes an entry the one that it is: no two have the same key. */
export interface EntryKey {
  readonly day: LocalDate;
  readonly officeId: string;
  readonly geoId: string;
  readonly managerId: string;
  readonly currency: CurrencyCode;
}

/** What is written of a day. Minor units of the entry's currency, neither below zero. */
export interface EntryFigures {
  readonly revenue: bigint;
  readonly cost: bigint;
  /** at most 500 characters */
  readonly note: string | null;
}

export interface EntryView extends EntryKey, EntryFigures {
  readonly id: string;
  /** revenue − cost */
  readonly profit: bigint;
  readonly version: number;
}

/** An office that a manager owes a day of. */
export interface MissingEntry {
  readonly day: LocalDate;
  readonly office: { readonly id: string; readonly name: string };
  readonly manager: { readonly id: string; readonly name: string };
}

/** When days are written, in the organisation's zone. Hours 0 to 23. */
export interface EntryRhythm {
  readonly today: LocalDate;
  /** the hour that has begun */
  readonly hour: number;
  /** hour of the following day until which managers write a day */
  readonly cutoffHour: number;
  readonly reminderHour: number;
  readonly escalationHour: number;
}

/** Where an actor may write entries: active offices, each with its geos and what it usually reckons in. */
export interface OfficeToWrite {
  readonly id: string;
  readonly name: string;
  /** its own first, then others that it wrote for in the last 90 days */
  readonly geos: readonly { readonly id: string; readonly name: string }[];
  /** of its last entry, else the organisation's */
  readonly currency: CurrencyCode;
}

export interface MonthTotals {
  readonly currency: CurrencyCode;
  readonly revenue: bigint;
  readonly cost: bigint;
  readonly profit: bigint;
  /** days with an entry */
  readonly days: number;
}

/**
 * What offices took in and spent, day by day. A manager reads and writes within its offices, as itself, and until the cut-off; operators
 * and administrators write for any manager, also later. The panel's form and the import keep the same rules.
 */
export interface DailyEntries {
  /**
   * A new entry. Where there is one of the key already, it is `entry-exists` (entryId, version), unless it says the very same: then it
   * is given as it stands. Refuses `not-permitted`, `office-of-others`, `manager-of-others`, `office-not-found`, `geo-not-found`,
   * `manager-not-found`, `office-inactive`, `geo-inactive`, `manager-inactive`, `day-in-future`, `cut-off-passed`, `period-closed`,
   * `negative-amount`, `amount-too-large`, `note-too-long`.
   */
  record(actor: Actor, entry: EntryKey & EntryFigures): Promise<Result<EntryView, Refusal>>;
  /** Refuses as `record` (without `entry-exists`), `entry-not-found`, and `entry-changed` when somebody changed it since `version`. */
  edit(
    actor: Actor,
    change: EntryFigures & { readonly entryId: string; readonly version: number },
  ): Promise<Result<EntryView, Refusal>>;
  /** All of them or none, an outcome for each in their order; written when every one is ok. A thousand or so at once. */
  recordMany(
    actor: Actor,
    entries: readonly (EntryKey & EntryFigures)[],
  ): Promise<readonly Result<EntryView, Refusal>[]>;
  find(actor: Actor, key: EntryKey): Promise<EntryView | null>;
  /** of its offices, by office; `managerId` narrows */
  ofDay(
    actor: Actor,
    asked: { readonly day: LocalDate; readonly managerId?: string },
  ): Promise<readonly EntryView[]>;
  /** Where the actor may write; a manager its own offices, by code. */
  offices(actor: Actor): Promise<readonly OfficeToWrite[]>;
  /**
   * Active offices whose active managers have written no entry for a day, one row each; none for a day on which offices do not work. In
   * the caller's transaction when it has one. Whoever asks: row scope is the asker's own affair.
   */
  missing(queries: QueryHandle, day: LocalDate): Promise<readonly MissingEntry[]>;
  /** Within the actor's row scope, one a currency; narrowed to an office or a manager. */
  monthOf(
    actor: Actor,
    asked: { readonly month: LocalMonth; readonly officeId?: string; readonly managerId?: string },
  ): Promise<readonly MonthTotals[]>;
  rhythm(): Promise<EntryRhythm>;
}

export const dailyEntries = defineService<DailyEntries>('daily-entries.daily-entries');
