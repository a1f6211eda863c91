import type { QueryHandle } from '../../../../src/kernel/ports.js';
import type { TableEffect } from '../../domain/effect.js';
import type { ConflictPolicy, Wanted } from '../../domain/wanted.js';

export type RequestState =
  'checking' | 'waiting' | 'approved' | 'running' | 'done' | 'refused' | 'failed' | 'cancelled';

/** A restoration that somebody asks for and somebody else allows. */
export interface RestoreRequest {
  readonly id: string;
  readonly copyId: string;
  readonly fileName: string;
  /** of the archive that was looked at */
  readonly sha256: string | null;
  /** null: what is kept cannot be read any more */
  readonly wanted: Wanted | null;
  readonly conflicts: ConflictPolicy;
  readonly state: RequestState;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly decidedBy: string | null;
}

export interface RequestChange {
  readonly state: RequestState;
  readonly sha256?: string;
  readonly effect?: readonly TableEffect[];
  /** JSON of a refusal */
  readonly error?: string;
  readonly jobId?: string;
  readonly decidedBy?: string;
  readonly decidedAt?: Date;
  readonly finishedAt?: Date;
}

export interface RestoreRequests {
  add(queries: QueryHandle, request: RestoreRequest & { readonly wanted: Wanted }): Promise<void>;
  find(queries: QueryHandle, id: string): Promise<RestoreRequest | null>;
  /** Changes the request if it is in one of `states`; false otherwise. */
  change(
    queries: QueryHandle,
    id: string,
    states: readonly RequestState[],
    change: RequestChange,
  ): Promise<boolean>;
  /** name of the file of a copy that can be fetched */
  copyToRestore(queries: QueryHandle, copyId: string): Promise<{ readonly fileName: string } | null>;
}
