import { defineService } from '../../../src/kernel/contributions.js';
import type { Refusal, Result } from '../../../src/values/result.js';
import type { OpenDestination } from './destination.js';

/** A place of backups that is in use. */
export interface ArchivePlace {
  readonly id: string;
  readonly name: string;
}

/** The places of backups, for whoever keeps other archives there. What is put there is never cleared away with old backups. */
export interface ArchivePlaces {
  /** by name */
  all(): Promise<readonly ArchivePlace[]>;
  /**
   * The place that is set up under this id or name, or that is written out as `backup make --to` takes it: `file:/srv/safe`. Refuses
   * `place-unknown` { place, known }, `place-off` { name }, and what its kind refuses.
   */
  open(
    place: string,
  ): Promise<Result<{ readonly name: string; readonly destination: OpenDestination }, Refusal>>;
}

export const archivePlaces = defineService<ArchivePlaces>('backup.archive-places');
