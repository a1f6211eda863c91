import type { Readable } from 'node:stream';
import { defineExtensionPoint } from '../../../src/kernel/contributions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Refusal, Result } from '../../../src/values/result.js';

/** A backup as a destination holds it. */
export interface StoredBackup {
  /** how the destination names it: given back to `get` and `remove` */
  readonly location: string;
  readonly fileName: string;
  readonly bytes: number;
  /** UTC */
  readonly storedAt: Date;
}

/** A finished archive on this machine's disk. */
export interface BackupToSend {
  readonly path: string;
  readonly fileName: string;
  readonly bytes: number;
  /** hexadecimal, of the encrypted file */
  readonly sha256: string;
  readonly md5: string;
}

/** An upload that can go on after a cut or another start of the process. */
export interface UploadProgress {
  /** what `put` left when it was cut; null: from the beginning */
  readonly resume: string | null;
  /** called with what the next attempt needs, before it is needed */
  readonly remember: (resume: string) => Promise<void>;
  readonly progress: (bytes: number) => Promise<void>;
  readonly signal: AbortSignal;
}

/** One place, opened. Throws what may succeed later (the network, 429, 5xx); refuses what a person has to mend. */
export interface OpenDestination {
  /** Whole or not at all under its name: a part is never listed. Compares what arrived with `sha256` or `md5`. */
  put(backup: BackupToSend, upload: UploadProgress): Promise<Result<StoredBackup, Refusal>>;
  /** Backups of ours there, newest first. */
  list(signal: AbortSignal): Promise<Result<readonly StoredBackup[], Refusal>>;
  get(location: string, signal: AbortSignal): Promise<Result<Readable, Refusal>>;
  /** What is not there is as good as removed. */
  remove(location: string, signal: AbortSignal): Promise<Result<null, Refusal>>;
  /** Takes away what an upload that nobody goes on with has left of a file; absent where nothing is left, or goes by itself. */
  abandon?(fileName: string, signal: AbortSignal): Promise<Result<null, Refusal>>;
}

/** A field of the form by which a destination is set up. Words: `<plugin>:destinations.<kind>.<name>.label` and `.help`. */
export interface PlaceField {
  readonly name: string;
  readonly required: boolean;
  /** encrypted at rest, never shown again */
  readonly secret: boolean;
}

/** A folder at a destination, to be chosen by its name. */
export interface PlaceFolder {
  readonly id: string;
  readonly name: string;
}

/** A kind of place for backups: a folder, a bucket, a drive. Title: `<plugin>:destinations.<kind>.title`. */
export interface Destination {
  /** unique in the house: `file`, `s3`, `drive`; what `backup make --to <kind>:…` begins with */
  readonly kind: string;
  readonly fields: readonly PlaceField[];
  /** the values of the fields that follow the colon in `--to <kind>:…`; refuses what cannot be a place */
  readonly parse: (text: string) => Result<Readonly<Record<string, string>>, Refusal>;
  /** Refuses `place-…` with a sentence in the contributor's `refusals` when the values cannot name a place. Connects when first used. */
  readonly open: (
    context: PluginContext,
    place: Readonly<Record<string, string>>,
  ) => Promise<Result<OpenDestination, Refusal>>;
  /** Where folders are named by what nobody can type: those inside one, or the outermost that the account sees. */
  readonly folders?: (
    context: PluginContext,
    place: Readonly<Record<string, string>>,
    inside: string | null,
    signal: AbortSignal,
  ) => Promise<Result<readonly PlaceFolder[], Refusal>>;
}

export const destination = defineExtensionPoint<Destination>('backup.destination', ({ kind }) =>
  /^[a-z][a-z0-9]*$/.test(kind) ? null : `"${kind}" is not lower-case letters and digits`,
);
