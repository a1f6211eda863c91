import type { RestoredFacts } from './copies.js';
import { defineEvent } from './events.js';

/** Written by the host in the transaction that brings a copy of the database back. */
export const databaseRestored = defineEvent<RestoredFacts>(
  'host.database-restored',
  'Rows came back from a backup: what is computed from rows is computed anew, what was promised to people (an erasure) is done again.',
);
