import type { Database, Transaction } from '../../kernel/ports.js';

/** Whom a commit concerns. */
export interface CommitListeners {
  /** the transaction emitted an event; telling somebody something is one */
  readonly emitted: () => void;
  /** it left a trace in the audit trail, or told somebody something */
  readonly noted: () => void;
}

/**
 * The same database; listeners are called after the commit of every transaction that did what they wait for. Not before: a reader
 * woken early would not see it yet, and one woken by what is rolled back would look for nothing.
 */
export function announceCommits(database: Database, { emitted, noted }: CommitListeners): Database {
  return {
    dialect: database.dialect,
    queries: database.queries,
    now: () => database.now(),
    async transaction(work) {
      let hasEmitted = false;
      let hasNoted = false;
      const outcome = await database.transaction((tx) => {
        hasEmitted = false;
        hasNoted = false;
        return work(noting(tx, { emitted: () => (hasEmitted = true), noted: () => (hasNoted = true) }));
      });
      if (hasEmitted) emitted();
      if (hasNoted) noted();
      return outcome;
    },
  };
}

function noting(tx: Transaction, { emitted, noted }: CommitListeners): Transaction {
  return {
    dialect: tx.dialect,
    queries: tx.queries,
    emit(event, payload) {
      emitted();
      return tx.emit(event, payload);
    },
    audit(record) {
      noted();
      return tx.audit(record);
    },
    inform(notice) {
      noted();
      emitted();
      return tx.inform(notice);
    },
    keepInTrash: (record) => tx.keepInTrash(record),
  };
}
