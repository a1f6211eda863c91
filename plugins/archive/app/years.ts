import type { QueryHandle, Transaction } from '../../../src/kernel/ports.js';
import type { Reason } from '../domain/what-may-go.js';

/** A year's file as it is remembered. */
export interface ArchivedYear {
  readonly id: string;
  readonly year: number;
  readonly state: 'moving' | 'moved' | 'returned' | 'failed';
  readonly fileName: string;
  /** of the file, hexadecimal */
  readonly sha256: string | null;
}

export interface ArchivedYears {
  find(queries: QueryHandle, year: number): Promise<ArchivedYear | null>;
  ofId(queries: QueryHandle, id: string): Promise<ArchivedYear | null>;
  /** Whoever began before and has not ended is overtaken: its file's name is no longer the year's. @returns the name before, to be removed */
  begin(
    tx: Transaction,
    begun: {
      readonly year: number;
      readonly fileName: string;
      readonly requestedBy: string | null;
      readonly at: Date;
    },
  ): Promise<string | null>;
  /** Held until the transaction ends. */
  lock(tx: Transaction, year: number): Promise<ArchivedYear | null>;
  moved(
    tx: Transaction,
    moved: {
      readonly year: number;
      readonly sha256: string;
      readonly bytes: number;
      readonly manifest: string;
      readonly at: Date;
    },
  ): Promise<void>;
  returned(tx: Transaction, year: number, at: Date): Promise<void>;
  /** Unless somebody else has begun since. */
  failed(queries: QueryHandle, fileName: string, error: string): Promise<void>;
}

/** What a year would take along, or has. */
export interface YearReport {
  readonly year: number;
  /** rows by table */
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  readonly invoices: number;
  readonly payments: number;
  /** invoices and payments that stay, by why */
  readonly stays: Readonly<Record<Reason, number>>;
}
