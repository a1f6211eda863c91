// What the doors below /admin/x/archive say and are told, in JSON. A refusal is problem+json, as everywhere.
//
//   GET  /years                     YearsView
//   GET  /years/:year/preview       YearPreview: what would go; walks through the whole ledger
//   POST /years/:year/move          MoveToAsk → {}, 202; asks again who it is
//   POST /years/:year/return        ReturnToAsk → {}, 202; asks again who it is
//   POST /years/:year/prove         {}, 202
import type { Reason } from '../domain/what-may-go.js';

/**
 * `closed`: it may be moved. `stopped`: what moved it or brought it back ended without an end, and may be begun again; the ledger is as it
 * was.
 */
export const SHOWN_STATES = [
  ...(['closed', 'moving', 'moved', 'returning', 'returned', 'failed', 'stopped'] as const),
] as const;
export type ShownState = (typeof SHOWN_STATES)[number];

/** Instants are ISO 8601, UTC, throughout. */
export interface YearView {
  readonly year: number;
  readonly state: ShownState;
  /** what goes on, while something does; `total` null while it is not known */
  readonly progress: {
    readonly done: number;
    readonly total: number | null;
    readonly since: string | null;
  } | null;
  /** null: nothing of it was ever moved, or it is back */
  readonly file: {
    readonly name: string;
    readonly bytes: number;
    readonly sha256: string;
    /** when the house's own was last read to its end and found to be what was moved; null: it is not, any more */
    readonly provenAt: string | null;
    readonly copies: readonly { readonly place: string; readonly provenAt: string | null }[];
  } | null;
  readonly movedAt: string | null;
  readonly returnedAt: string | null;
  /** a name */
  readonly requestedBy: string | null;
  /** why it could not be moved, brought back or proven */
  readonly error: string | null;
}

export interface YearsView {
  /** newest first */
  readonly years: readonly YearView[];
  /** of backups: any of them may get a copy */
  readonly places: readonly { readonly id: string; readonly name: string }[];
  readonly mayMove: boolean;
}

export interface YearPreview {
  readonly year: number;
  readonly invoices: number;
  readonly payments: number;
  /** plain decimals, one a currency */
  readonly amounts: readonly {
    readonly currency: string;
    readonly invoiced: string;
    readonly paid: string;
  }[];
  readonly tables: readonly { readonly table: string; readonly title: string; readonly rows: number }[];
  /** invoices and payments that stay, by why; those of nothing are absent */
  readonly stays: readonly { readonly reason: Reason; readonly count: number }[];
}

export interface ReturnToAsk {
  /** the year once more, as it was typed */
  readonly typed: string;
}

export interface MoveToAsk extends ReturnToAsk {
  /** ids */
  readonly places: readonly string[];
}
