import type { QueryHandle, Transaction } from '../../../src/kernel/ports.js';
import type { LedgerAmount } from '../../billing/contract/year-archive.js';
import type { TableRows } from './moved-tables.js';
import type { Reason } from '../domain/what-may-go.js';

export const YEAR_STATES = ['moving', 'moved', 'returning', 'returned', 'failed'] as const;
export type YearState = (typeof YEAR_STATES)[number];

/** A place of backups that has the year's file too. */
export interface FileCopy {
  /** an id of backup's, or the place as it was written out: file:/srv/safe */
  readonly place: string;
  readonly name: string;
  /** how the place calls it */
  readonly location: string;
  /** when it was fetched from there and found to be what was moved; ISO 8601, UTC */
  readonly provenAt: string | null;
}

/** A year's file as it is remembered. */
export interface ArchivedYear {
  readonly id: string;
  readonly year: number;
  readonly state: YearState;
  readonly fileName: string;
  /** of the file, hexadecimal */
  readonly sha256: string | null;
  readonly bytes: bigint;
  /** JSON of a refusal: why it could not be moved, brought back or proven */
  readonly error: string | null;
  /** the job that moves it or brings it back */
  readonly jobId: string | null;
  readonly requestedBy: string | null;
  readonly movedAt: Date | null;
  readonly returnedAt: Date | null;
  /** when the house's own file was last read to its end and found to be what was moved */
  readonly provenAt: Date | null;
  readonly copies: readonly FileCopy[];
}

interface Begun {
  readonly year: number;
  readonly fileName: string;
  /** null: the command line, which nobody watches over */
  readonly jobId: string | null;
  readonly requestedBy: string | null;
  readonly at: Date;
}

export interface ArchivedYears {
  /** newest year first */
  all(queries: QueryHandle): Promise<readonly ArchivedYear[]>;
  find(queries: QueryHandle, year: number): Promise<ArchivedYear | null>;
  /** Held until the transaction ends. */
  lock(tx: Transaction, year: number): Promise<ArchivedYear | null>;
  /**
   * It is being moved, or will be by a job. Whoever began before and has not ended is overtaken: its file's name is no longer the year's.
   * @returns the name before, to be removed
   */
  begin(tx: Transaction, begun: Begun): Promise<string | null>;
  moved(
    tx: Transaction,
    moved: {
      readonly year: number;
      readonly sha256: string;
      readonly bytes: number;
      readonly manifest: string;
      readonly copies: readonly FileCopy[];
      readonly at: Date;
    },
  ): Promise<void>;
  /** Unless somebody else has begun since, or it has been moved. */
  failed(queries: QueryHandle, fileName: string, error: string): Promise<void>;
  /** It will be brought back by a job. */
  returning(tx: Transaction, asked: Pick<Begun, 'year' | 'jobId' | 'requestedBy'>): Promise<void>;
  returned(tx: Transaction, year: number, at: Date): Promise<void>;
  /** It stays moved, where it was to be brought back. */
  notReturned(queries: QueryHandle, year: number, error: string): Promise<void>;
  /** @param proven.error JSON of the first refusal; null: the file is whole wherever it lies */
  proven(
    queries: QueryHandle,
    year: number,
    proven: Pick<ArchivedYear, 'provenAt' | 'copies' | 'error'>,
  ): Promise<void>;
}

/** What a year would take along, or has. */
export interface YearReport {
  readonly year: number;
  readonly tables: readonly TableRows[];
  readonly invoices: number;
  readonly payments: number;
  /** minor units, one a currency */
  readonly amounts: readonly LedgerAmount[];
  /** invoices and payments that stay, by why */
  readonly stays: Readonly<Record<Reason, number>>;
}
