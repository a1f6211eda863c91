/** A record that the server found. */
export interface Hit {
  readonly group: string;
  readonly title: string;
  readonly note?: string | null;
  readonly link: string;
}

const AT_MOST_OF_ONE_LIST = 3;

/** What the palette offers of what was found: each record once, and few of each list: one with many answers must not hide the others. */
export function offeredHits(hits: readonly Hit[]): readonly Hit[] {
  const seen = new Map<string, number>();
  return onePerLink(hits).filter(({ group }) => {
    seen.set(group, (seen.get(group) ?? 0) + 1);
    return seen.get(group)! <= AT_MOST_OF_ONE_LIST;
  });
}

/** A list's own search and a plugin's may find the same record: the one that says more of it stays, where the first stood. */
function onePerLink(hits: readonly Hit[]): readonly Hit[] {
  const byLink = new Map<string, Hit>();
  for (const hit of hits) {
    const known = byLink.get(hit.link);
    if (!known || noteLength(hit) > noteLength(known)) byLink.set(hit.link, hit);
  }
  return [...byLink.values()];
}

function noteLength({ note }: Hit): number {
  return note?.length ?? 0;
}
