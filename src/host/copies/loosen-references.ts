import { sql } from 'kysely';
import type { Dialect, Transaction } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';

interface Words {
  readonly loosen: string;
  /** when everything stands */
  readonly tighten?: string;
  /** whatever happened: a setting that is the connection's outlives the transaction */
  readonly release?: string;
}

const WORDS: Record<Dialect, Words> = {
  sqlite: { loosen: 'pragma defer_foreign_keys = on' },
  mysql: {
    loosen: 'set session foreign_key_checks = 0',
    release: 'set session foreign_key_checks = 1',
  },
  postgresql: { loosen: 'set constraints all deferred', tighten: 'set constraints all immediate' },
};

export interface LooseReferences {
  /** what waited is checked now */
  tighten(): Promise<void>;
  /** the connection is as strict as before, also after a failure */
  release(): Promise<void>;
}

/** Rows may stand before what they point to, until the transaction's end. */
export async function loosenReferences({ dialect, queries }: Transaction): Promise<LooseReferences> {
  const { loosen, tighten, release } = WORDS[dialect];
  const run = async (statement?: string): Promise<void> => {
    if (statement !== undefined) await sql.raw(statement).execute(queriesOf<unknown>(queries));
  };
  await run(loosen);
  return { tighten: () => run(tighten), release: () => run(release) };
}
