import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import type { JournalEntry } from '../domain/journal/entry.js';
import { writeJournal, type JournalFormat } from '../domain/journal/write-journal.js';

/** The entries of one kind, by day. */
export type ReadJournal = (
  queries: QueryHandle,
  until: LocalDate | null,
) => Promise<readonly AsyncIterable<JournalEntry>[]>;

/**
 * The whole books as a journal, the earliest day first, in pieces of text and flat memory: invoices, voids, credit notes, payments,
 * reversals, and the bank's transactions with what they were settled with. `until` is the last day; null has no end.
 */
export function makeExportJournal(needs: {
  readonly queries: QueryHandle;
  readonly readJournal: ReadJournal;
}) {
  return async function* exportJournal(asked: {
    readonly format: JournalFormat;
    readonly until: LocalDate | null;
  }): AsyncGenerator<string> {
    const kinds = await needs.readJournal(needs.queries, asked.until);
    yield* writeJournal(byDay(kinds), asked.format);
  };
}

/** Several streams that are each in the order of days, as one. */
async function* byDay(kinds: readonly AsyncIterable<JournalEntry>[]): AsyncGenerator<JournalEntry> {
  const streams = kinds.map((kind) => kind[Symbol.asyncIterator]());
  try {
    const heads = await Promise.all(streams.map((stream) => stream.next()));
    for (;;) {
      const first = earliest(heads);
      const head = heads[first];
      if (head === undefined || head.done) return;
      yield head.value;
      heads[first] = await streams[first]!.next();
    }
  } finally {
    await Promise.all(streams.map((stream) => stream.return?.()));
  }
}

function earliest(heads: readonly IteratorResult<JournalEntry>[]): number {
  let first = -1;
  heads.forEach((head, index) => {
    const best = heads[first];
    if (!head.done && (best === undefined || best.done || head.value.date < best.value.date)) first = index;
  });
  return first;
}
