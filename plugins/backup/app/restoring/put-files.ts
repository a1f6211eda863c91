import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import type { ArchiveFiles, ManifestFile } from '../../contract/archive-file.js';
import type { ArchiveToRead } from './fill-scratch.js';

export interface FilesToPut extends Omit<ArchiveToRead, 'progress'> {
  readonly archives: ArchiveFiles;
  readonly files: readonly ManifestFile[];
}

export interface PutFilesOutcome {
  /** files of the house that have the name of one of the archive's and another content: they stay */
  readonly kept: readonly string[];
  /** removes those that were put there, when the rows that speak of them do not come */
  takeBack(): Promise<void>;
}

/** Puts files of an archive where plugins keep theirs. What is there is never overwritten. */
export type PutFiles = (
  context: PluginContext,
  files: FilesToPut,
) => Promise<Result<PutFilesOutcome, Refusal>>;
