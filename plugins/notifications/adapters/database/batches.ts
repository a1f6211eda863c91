/** Parameters of one `in (…)`: SQLite takes 32,766 of them. */
const AT_ONCE = 1_000;

/** What `ask` answers about parts of the list that one statement can take, in their order. */
export async function inBatches<Asked, Row>(
  asked: readonly Asked[],
  ask: (part: readonly Asked[]) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let from = 0; from < asked.length; from += AT_ONCE)
    rows.push(...(await ask(asked.slice(from, from + AT_ONCE))));
  return rows;
}
