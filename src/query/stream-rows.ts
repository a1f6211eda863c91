const ROWS_AT_ONCE = 500;

interface Streamable<Row> {
  stream(rowsAtOnce?: number): AsyncIterableIterator<Row>;
}

/**
 * The rows of a select, one by one, in flat memory whatever their number: on SQLite over a connection of its own, on MySQL and
 * PostgreSQL as they come from the server. Not inside a transaction: its connection can do one thing at a time.
 */
export function streamRows<Row>(
  query: Streamable<Row>,
  rowsAtOnce = ROWS_AT_ONCE,
): AsyncIterableIterator<Row> {
  return query.stream(rowsAtOnce);
}
