import type { Database, QueryHandle } from '../../../src/kernel/ports.js';

/** A row of a rollup that is not what the ledger's rows say. */
export interface Difference {
  readonly rollup: string;
  readonly key: Readonly<Record<string, string>>;
  /** what has to be added to make it right: minor units, rows, days */
  readonly missing: Readonly<Record<string, string>>;
}

/** The rollups and the images of changes that they do not hold yet. */
export interface Rollups {
  /** Folds one batch of images in a transaction of its own. @returns how many; 0 when there is nothing to fold */
  fold(database: Database): Promise<number>;
  /** Makes the rollups right from the ledger's rows, whatever stood in them, while others read and write. */
  rebuild(database: Database, progress: (done: number, total: number) => Promise<void>): Promise<void>;
  /** What `rebuild` would change: nothing, unless something has gone wrong. At most so many. */
  differences(queries: QueryHandle, most: number): Promise<readonly Difference[]>;
  /** How many images wait to be folded; counted to a million. */
  pending(queries: QueryHandle): Promise<number>;
}
