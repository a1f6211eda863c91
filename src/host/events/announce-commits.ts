import type { Database, Transaction } from '../../kernel/ports.js';

/**
 * The same database; `announce` is called after the commit of every transaction that emitted an event. Not before: a reader
 * woken early would not see the event yet, and one woken by what is rolled back would look for nothing.
 */
export function announceCommits(database: Database, announce: () => void): Database {
  return {
    dialect: database.dialect,
    queries: database.queries,
    now: () => database.now(),
    async transaction(work) {
      let hasEmitted = false;
      const outcome = await database.transaction((tx) => {
        hasEmitted = false;
        return work(noting(tx, () => (hasEmitted = true)));
      });
      if (hasEmitted) announce();
      return outcome;
    },
  };
}

function noting(tx: Transaction, note: () => void): Transaction {
  return {
    dialect: tx.dialect,
    queries: tx.queries,
    emit(event, payload) {
      note();
      return tx.emit(event, payload);
    },
    audit: (record) => tx.audit(record),
    inform: (notice) => tx.inform(notice),
    keepInTrash: (record) => tx.keepInTrash(record),
  };
}
