// What the pages ask of the doors below /admin/x/reconciliation, as JSON. Amounts are plain decimals, dates YYYY-MM-DD.
//   GET  /work?account&statement&state&rule&term&after&limit   WorkList; `state` is a TransactionState or WAITING, and WAITING without one
//   GET  /work/summary?account&statement                       WorkSummary
//   GET  /transactions/:id                                     TransactionView
//   GET  /transactions/:id/invoices?term&representative        InvoiceChoice[]: open invoices of its currency, for settling by hand; of one
//                                                              representative, by due date, where it is named
//   GET  /transactions/:id/payers?term                         PayerChoice[]
//   POST /transactions/:id/accept   { version, candidate }     Done     candidate: its index in `candidates`
//   POST /transactions/:id/settle   { version, parts }         Done     parts: PartToSettle[]
//   POST /transactions/:id/ignore   { version, reason }        Done
//   POST /transactions/:id/reopen   { version }                Done
//   POST /transactions/:id/look     {}                         TransactionView: candidates decided anew
//   POST /settlements/:id/undo      {}                         Done
//   POST /accept-exact { account?, statement?, expected }      { accepted, refused }: every first candidate that is exact; refuses `count-changed` when there are not `expected` any more
//   GET  /rules                                                LearnedRule[]
//   POST /rules/:id/decide { version, state }                  LearnedRule
//   GET  /accounts                                             AccountLine[]
//   POST /statements  (upload: file; fields account?, profile?, mapping?: ImportMapping, override?, open?: AccountOpened[], take?: "true")
//                                                              StatementsRead, TableToMap, or with `take` StatementsTaken
//   POST /statements/profiles { name, mapping }                {}: keeps a mapping of columns under a name
//   GET  /statements?account                                   StatementView[]
//   POST /runs { statement? }                                  { jobId }
//   GET  /runs                                                 RunLine[]
//   GET  /runs/:id                                             RunView
//   GET  /runs/:id/report?format=xlsx|pdf                      a file
import type { ImportMapping } from '../../imports/contract/import-kind.js';
import type { RuleName } from '../domain/decision.js';

export const TRANSACTION_STATES = ['open', 'suggested', 'settled', 'ignored'] as const;
export type TransactionState = (typeof TRANSACTION_STATES)[number];

/** A filter: whatever waits for somebody, open and suggested. */
export const WAITING = 'to-settle';

export interface TransactionLine {
  readonly id: string;
  readonly version: number;
  readonly account: { readonly id: string; readonly name: string };
  readonly bookedOn: string;
  readonly valueOn: string | null;
  readonly amount: string;
  /** what is left to settle, with the sign of `amount` */
  readonly left: string;
  readonly currency: string;
  readonly counterparty: string | null;
  readonly counterpartyAccount: string | null;
  readonly reference: string | null;
  readonly text: string | null;
  readonly state: TransactionState;
  /** the rule of the best candidate, or of the settlement */
  readonly rule: RuleName | 'hand' | null;
  /** the best candidate settles it whole, to the unit */
  readonly isExact: boolean;
  /** in the reader's language: why nothing is proposed, or why it is ignored */
  readonly note: string | null;
}

export interface WorkList {
  readonly transactions: readonly TransactionLine[];
  /** where the next page begins; null at the end */
  readonly next: string | null;
}

export interface WorkSummary {
  /** by number of transactions */
  readonly total: number;
  readonly settled: number;
  readonly suggested: number;
  readonly open: number;
  readonly ignored: number;
  /** first candidates that settle their transaction to the unit: what "accept all exact" takes */
  readonly exact: number;
  /** whether the reader holds reconciliation.settle */
  readonly maySettle: boolean;
  /** what something may be written off to, as the settings name them */
  readonly writeOffAccounts: readonly string[];
  /** bank balance = book balance + listed differences, for each account in view */
  readonly proofs: readonly BalanceProof[];
}

export interface BalanceProof {
  readonly account: { readonly id: string; readonly name: string };
  readonly currency: string;
  readonly asOf: string;
  /** the closing balance that the bank gave last; null while no statement gives one */
  readonly bank: string | null;
  /** opening balance + what is settled */
  readonly book: string;
  /** what stands between them: open transactions, ignored ones, fractions of units, statements that do not add up */
  readonly differences: readonly {
    readonly kind: 'open' | 'ignored' | 'fraction' | 'statement' | 'missing';
    readonly count: number;
    readonly amount: string;
  }[];
  readonly isProved: boolean;
}

/** A sentence in the reader's language; `code` for pictures and tests. */
export interface Reason {
  readonly code: string;
  readonly text: string;
  readonly speaks: 'for' | 'against' | 'neutral';
}

export interface CandidateView {
  readonly rule: RuleName;
  readonly ruleTitle: string;
  readonly representative: { readonly id: string; readonly name: string } | null;
  readonly invoices: readonly {
    readonly id: string;
    readonly number: string;
    readonly issuedOn: string;
    readonly dueOn: string;
    readonly outstanding: string;
    readonly amount: string;
  }[];
  readonly payment: {
    readonly id: string;
    readonly receivedOn: string;
    readonly amount: string;
    readonly reference: string | null;
  } | null;
  readonly credit: string | null;
  readonly writeOff: { readonly account: string; readonly amount: string } | null;
  readonly counterTransaction: {
    readonly id: string;
    readonly account: string;
    readonly bookedOn: string;
    readonly amount: string;
  } | null;
  readonly treatment: {
    readonly as: 'write-off' | 'ignore';
    readonly account: string | null;
    readonly reason: string | null;
  } | null;
  readonly isExact: boolean;
  readonly reasons: readonly Reason[];
  /** what differs between the transaction and the candidate, side by side */
  readonly differences: readonly {
    readonly what: 'amount' | 'date' | 'name' | 'reference' | 'currency';
    readonly bank: string;
    readonly books: string;
  }[];
}

export interface SettlementView {
  readonly id: string;
  readonly rule: RuleName | 'hand';
  readonly ruleTitle: string;
  readonly by: string | null;
  readonly at: string;
  readonly undoneAt: string | null;
  readonly undoneBy: string | null;
  readonly reasons: readonly Reason[];
  readonly parts: readonly {
    readonly kind: 'payment' | 'write-off' | 'transfer' | 'payment-reversal';
    readonly amount: string;
    readonly representative: { readonly id: string; readonly name: string } | null;
    readonly paymentId: string | null;
    /** the closed year in whose file the payment and its invoices lie; null: they are in the ledger */
    readonly archivedWith: number | null;
    readonly invoices: readonly { readonly id: string; readonly number: string; readonly amount: string }[];
    readonly writeOffAccount: string | null;
    readonly note: string | null;
  }[];
}

export interface TransactionView extends TransactionLine {
  readonly statement: { readonly id: string; readonly fileName: string };
  readonly candidates: readonly CandidateView[];
  readonly settlements: readonly SettlementView[];
}

/** Amounts are decimals with the sign of the transaction. Σ amounts ≤ what is left, and what is not named stays open. */
export type PartToSettle =
  /** a new payment put against these invoices of one representative; what they do not take is its credit */
  | {
      readonly kind: 'payment';
      readonly representative: string;
      readonly amount: string;
      readonly invoices: readonly { readonly invoice: string; readonly amount: string }[];
    }
  | { readonly kind: 'recorded-payment'; readonly payment: string; readonly amount: string }
  | {
      readonly kind: 'write-off';
      readonly account: string;
      readonly amount: string;
      readonly note: string | null;
    }
  | { readonly kind: 'transfer'; readonly transaction: string; readonly amount: string }
  | {
      readonly kind: 'payment-reversal';
      readonly payment: string;
      readonly amount: string;
      readonly reason: string;
    };

export interface Done {
  readonly transaction: TransactionView;
  /** what can be taken back in one step */
  readonly settlement: string | null;
  /** rules that this decision speaks for: "always treat X as Y?"; none for who may not confirm them */
  readonly proposals: readonly LearnedRule[];
}

export interface InvoiceChoice {
  readonly id: string;
  readonly number: string;
  readonly representative: { readonly id: string; readonly name: string };
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly outstanding: string;
}

export interface PayerChoice {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
}

export interface LearnedRule {
  readonly id: string;
  readonly version: number;
  readonly matches: 'account' | 'name' | 'text';
  readonly label: string;
  readonly treat: 'payer' | 'write-off' | 'ignore';
  readonly representative: { readonly id: string; readonly name: string } | null;
  readonly writeOffAccount: string | null;
  readonly reason: string | null;
  readonly state: 'proposed' | 'active' | 'declined';
  readonly seen: number;
  /** in the reader's language: "Always treat payments from ACME LTD as Acme Reselling?" */
  readonly sentence: string;
}

export interface AccountLine {
  readonly id: string;
  readonly name: string;
  readonly identifier: string;
  readonly currency: string;
  readonly kind: 'bank' | 'gateway';
  /** the day to which its statements reach */
  readonly lastStatementOn: string | null;
  /** the day by which the next statement should be here; null: nobody waits for one */
  readonly dueOn: string | null;
  readonly isLate: boolean;
  /** transactions that wait */
  readonly open: number;
}

export interface StatementView {
  readonly id: string;
  readonly account: { readonly id: string; readonly name: string };
  readonly format: string;
  readonly fileName: string;
  readonly reference: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly currency: string;
  readonly opening: string | null;
  readonly closing: string | null;
  readonly difference: string | null;
  readonly overrideReason: string | null;
  readonly lines: number;
  readonly added: number;
  /** of those added: settled or ignored */
  readonly settled: number;
  readonly createdAt: string;
}

/** What stands in a file, before anything is written. */
export interface StatementsRead {
  readonly kind: 'read';
  readonly format: string;
  /** of a table: which column was taken for what */
  readonly table: TableColumns | null;
  readonly statements: readonly {
    readonly account: string | null;
    /** null: no account of ours is called so yet */
    readonly known: { readonly id: string; readonly name: string } | null;
    readonly currency: string;
    readonly from: string | null;
    readonly to: string | null;
    readonly opening: string | null;
    readonly closing: string | null;
    readonly balanced: boolean | null;
    readonly difference: string | null;
    readonly lines: number;
    /** already here */
    readonly knownLines: number;
    readonly first: readonly {
      readonly bookedOn: string;
      readonly amount: string;
      readonly counterparty: string | null;
      readonly text: string | null;
    }[];
  }[];
}

/** A table whose columns do not tell enough, and why. */
export interface TableToMap {
  readonly kind: 'map';
  readonly table: TableColumns;
  readonly problem: string;
}

export interface TableColumns {
  readonly headings: readonly string[];
  /** the first rows as they stand in the file */
  readonly sample: readonly (readonly string[])[];
  readonly fields: readonly { readonly name: string; readonly label: string; readonly required: boolean }[];
  readonly mapping: ImportMapping;
  readonly profiles: readonly { readonly name: string; readonly mapping: ImportMapping }[];
}

/** An account to be opened with the statement that names it. */
export interface AccountOpened {
  readonly identifier: string;
  readonly name: string;
  readonly kind: 'bank' | 'gateway';
  readonly journalAccount: string;
  readonly expectedEveryDays: number | null;
}

export interface StatementsTaken {
  readonly kind: 'taken';
  readonly statements: readonly StatementView[];
  readonly jobId: string | null;
}

export interface RunLine {
  readonly id: string;
  readonly trigger: 'import' | 'night' | 'hand' | 'command' | 'api';
  readonly state: 'running' | 'done' | 'failed';
  readonly looked: number;
  readonly linked: number;
  readonly suggested: number;
  readonly unmatched: number;
  readonly writtenOff: number;
  /** what a start was answered with; null for one of the command line */
  readonly jobId: string | null;
  readonly startedAt: string;
  readonly finishedAt: string | null;
}

export interface RunView extends RunLine {
  readonly statement: { readonly id: string; readonly fileName: string } | null;
  readonly amounts: readonly {
    readonly currency: string;
    readonly linked: string;
    readonly suggested: string;
    readonly unmatched: string;
    readonly writtenOff: string;
  }[];
}
