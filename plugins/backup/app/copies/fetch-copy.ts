import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import type { ArchiveSource } from '../../contract/archive-file.js';

/** Fetches a copy from its place once, for as long as `work` reads it; it is read more than once. */
export type FetchCopy = <T>(
  context: PluginContext,
  copyId: string,
  signal: AbortSignal,
  work: (source: ArchiveSource) => Promise<Result<T, Refusal>>,
) => Promise<Result<T, Refusal>>;
