import type { Actor } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Transaction } from '../../../src/kernel/ports.js';
import type { FoundSubject } from './stored.js';
import type { Tally } from './tally.js';

/** One erasure at work. */
export interface ErasureWork {
  readonly context: PluginContext;
  readonly actor: Actor;
  readonly subject: FoundSubject;
  /** by what the subject was known before it was forgotten */
  readonly knownBy: readonly string[];
  /** what the audit trail says of what leaves it */
  readonly reason: string;
  readonly tally: Tally;
  readonly signal: AbortSignal;
  /** writes what was counted so far, in the transaction that did it */
  note(tx: Transaction): Promise<void>;
  /** so many of the steps are behind it */
  reached(done: number, total: number): Promise<void>;
}

/** Goes through the rows of every model that is described. */
export interface Forgetter {
  /** By what the subject is known in its own rows, and nobody else is. */
  knownBy(context: PluginContext, subject: FoundSubject): Promise<readonly string[]>;
  /** The subject may not sign in any more, nor be dealt with. */
  endAccess(context: PluginContext, subject: FoundSubject, tx: Transaction): Promise<void>;
  /** The rows that are the subject itself: after it nobody writes its name anew. */
  forgetItself(work: ErasureWork, tx: Transaction): Promise<void>;
  /** Everything else, in transactions of its own. What was done is passed over, so it may begin again. */
  forgetTheRest(work: ErasureWork): Promise<void>;
  countKept(work: ErasureWork): Promise<void>;
  /** Counts what all of it would do, and does nothing. */
  countEverything(work: ErasureWork): Promise<void>;
}
