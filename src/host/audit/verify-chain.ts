import { BEGINNING, contentDigest, linkDigest, type Link, type LinkContent, type SignHead } from './chain.js';

/** An entry as it is stored. */
export interface StoredLink extends Link {
  readonly digest: string;
  /** null: erased, or taken away */
  readonly stored: LinkContent | null;
  /** an entry of the chain says why its content is gone */
  readonly erased: boolean;
}

export interface StoredHead {
  readonly seq: bigint;
  readonly digest: string;
  readonly signature: string;
}

export type ChainFault =
  /** a column of the entry is not what was chained, or another entry stands in its place */
  | { readonly what: 'altered'; readonly seq: bigint; readonly id: string }
  | { readonly what: 'content-altered' | 'content-removed'; readonly seq: bigint; readonly id: string }
  /** an entry that the chain never had */
  | { readonly what: 'inserted'; readonly seq: bigint; readonly id: string }
  /** from here on entries carry other numbers than they were written with */
  | { readonly what: 'renumbered'; readonly seq: bigint; readonly id: string }
  | { readonly what: 'removed'; readonly seq: bigint; readonly id: null; readonly until: bigint }
  | { readonly what: 'head-missing' | 'head-forged'; readonly seq: bigint; readonly id: null };

export interface ChainReport {
  /** entries that were read */
  readonly entries: number;
  /** how many faults there are, named or not */
  readonly faults: number;
  /** the first of them */
  readonly named: readonly ChainFault[];
  /** the end of the chain: kept outside the database, it shows later that nobody went back before it */
  readonly seq: bigint;
  readonly digest: string;
}

interface Chain {
  /** in the order of their numbers */
  readonly links: AsyncIterable<StoredLink>;
  /** what the first of them follows; absent: it is the first of all */
  readonly after?: { readonly seq: bigint; readonly digest: string };
  readonly head: () => Promise<StoredHead | null>;
  readonly sign: SignHead;
  readonly nameAtMost?: number;
}

const NAMED_AT_MOST = 100;
/** Altered entries in a row that are kept in mind, to tell an inserted one from an edited one. */
const REMEMBERED = 8;

/**
 * Reads the chain once, in flat memory, and names what is not as it was written. Whoever changes rows without the house's
 * SECRET_KEY is found, be it that every digest was made anew: the end of the chain is signed with that key (HMAC-SHA-256). Not
 * found is who knows the key, or who kept an older end of the chain, signature and all, and cuts everything off behind it: against
 * that stands `seq` and `digest` of an earlier report, kept outside the database.
 */
export async function verifyChain(chain: Chain): Promise<ChainReport> {
  const { after = { seq: 0n, digest: BEGINNING }, sign } = chain;
  const found = new Findings(chain.nameAtMost ?? NAMED_AT_MOST);
  const walk = new Walk(after, found);
  const head = await chain.head();
  const beyond: { seq: bigint; id: string }[] = [];
  for await (const link of chain.links) {
    const fits = walk.read(link);
    if (fits && walk.position === head?.seq && link.digest !== head.digest)
      found.add({ what: 'head-forged', seq: head.seq, id: null });
    if (head && walk.position > head.seq && beyond.length < found.atMost)
      beyond.push({ seq: walk.position, id: link.id });
  }
  walk.end();
  checkHead(head, sign, walk, found);
  // Entries that were written while this read have moved the end on.
  const end = beyond.length === 0 ? head : await chain.head();
  if (end && end !== head && !sign.knows(end)) found.add({ what: 'head-forged', seq: end.seq, id: null });
  if (end) for (const { seq, id } of beyond) if (seq > end.seq) found.add({ what: 'inserted', seq, id });
  return {
    entries: walk.entries,
    faults: found.count,
    named: found.named,
    seq: walk.seq,
    digest: walk.digest,
  };
}

function checkHead(head: StoredHead | null, sign: SignHead, walk: Walk, found: Findings): void {
  if (head === null) {
    if (walk.entries > 0) found.add({ what: 'head-missing', seq: walk.seq, id: null });
    return;
  }
  if (!sign.knows(head)) found.add({ what: 'head-forged', seq: head.seq, id: null });
  if (head.seq > walk.seq) found.add({ what: 'removed', seq: walk.seq + 1n, id: null, until: head.seq });
}

class Findings {
  readonly named: ChainFault[] = [];
  count = 0;

  constructor(readonly atMost: number) {}

  add(fault: ChainFault): void {
    this.count += 1;
    if (this.named.length < this.atMost) this.named.push(fault);
  }
}

/** Follows the links. After a fault it goes on from what can still be trusted, so that one edited row is one fault. */
class Walk {
  entries = 0;
  seq: bigint;
  digest: string;
  /** digests that the next link may name as the one before it; none: that link is gone */
  private before: readonly string[];
  /** what the last link's digest would be, were its columns as they are now */
  private recomputed: string;
  /** links that do not fit, until one fits again */
  private misfits: StoredLink[] = [];
  /** the number that the last fitting link was written with */
  private number: bigint;
  /** how far stored numbers are from those */
  private shift = 0n;

  constructor(
    after: { readonly seq: bigint; readonly digest: string },
    private readonly found: Findings,
  ) {
    this.seq = after.seq;
    this.number = after.seq;
    this.digest = after.digest;
    this.recomputed = after.digest;
    this.before = [after.digest];
  }

  /** The number that the last link was written with, as far as can be told. */
  get position(): bigint {
    return this.seq - this.shift;
  }

  /** Whether the link is as it was written, in its place. */
  read(link: StoredLink): boolean {
    this.entries += 1;
    this.checkContent(link);
    if (link.seq < 1n) {
      this.found.add({ what: 'inserted', seq: link.seq, id: link.id });
      return false;
    }
    if (link.seq > this.seq + 1n) this.passGap(link.seq);
    const number = link.seq - this.shift;
    const fits = this.before.length === 0 || this.fits(link, number);
    if (fits) this.accept(link, number);
    else this.readMisfit(link, number);
    this.seq = link.seq;
    this.digest = link.digest;
    return fits;
  }

  end(): void {
    this.nameMisfits('altered');
  }

  private checkContent({ seq, id, content, stored, erased }: StoredLink): void {
    if (stored === null) {
      if (!erased) this.found.add({ what: 'content-removed', seq, id });
    } else if (contentDigest(stored) !== content) this.found.add({ what: 'content-altered', seq, id });
  }

  private passGap(seq: bigint): void {
    this.nameMisfits('altered');
    this.found.add({ what: 'removed', seq: this.seq + 1n, id: null, until: seq - 1n });
    this.before = [];
  }

  private fits(link: StoredLink, number: bigint): boolean {
    return this.before.some((digest) => linkDigest(digest, { ...link, seq: number }) === link.digest);
  }

  private accept(link: StoredLink, number: bigint): void {
    this.nameMisfits('altered');
    this.before = [link.digest];
    this.recomputed = link.digest;
    this.number = number;
  }

  private readMisfit(link: StoredLink, number: bigint): void {
    // The numbers moved on: what stood between was put in. The numbers moved back: something was taken out.
    for (const written of [this.number + 1n, number + 1n]) {
      if (written === number || !this.fits(link, written) || this.hasFollower(link, written)) continue;
      if (written === this.number + 1n) this.nameMisfits('inserted');
      this.shift = link.seq - written;
      this.found.add({ what: 'renumbered', seq: link.seq, id: link.id });
      return this.accept(link, written);
    }
    if (this.misfits.length === REMEMBERED) this.nameMisfits('altered');
    this.misfits.push(link);
    this.recomputed = linkDigest(this.recomputed, { ...link, seq: number });
    const [lastFitting = BEGINNING] = this.before;
    this.before = [lastFitting, this.recomputed, ...this.misfits.map(({ digest }) => digest)];
  }

  /** A misfit that was written behind this link: the two changed places, and nothing was put in. */
  private hasFollower({ digest }: StoredLink, number: bigint): boolean {
    return this.misfits.some(
      (misfit) => linkDigest(digest, { ...misfit, seq: number + 1n }) === misfit.digest,
    );
  }

  private nameMisfits(what: 'altered' | 'inserted'): void {
    for (const { seq, id } of this.misfits) this.found.add({ what, seq, id });
    this.misfits = [];
  }
}
