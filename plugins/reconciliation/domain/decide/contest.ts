// Movements that compete for the same invoices and payments form a group; the group's answer is the one with the greatest total
// evidence, and a movement's part of it counts only where every best answer has it.
import { assign } from './assignment.js';
import type { Book } from './book.js';
import type { Draft } from './draft.js';
import { weightOf } from './evidence.js';

export interface Verdict {
  /** null: another movement took it, or nothing was there */
  readonly won: Draft | null;
  /** whether every best answer has it */
  readonly isOnly: boolean;
  /** an equally good one of this movement, or of another for the same thing */
  readonly rival: Draft | null;
  /** the group has more members than are weighed */
  readonly isTooLarge: boolean;
}

/** The work of a group grows with the third power of rows and columns, and doubles with each candidate that takes several at once. */
const LARGEST_GROUP = 160;
const MOST_WORK = 30_000_000;

/** By movement. Drafts that are guesses must not be among them. */
export function contest(book: Book, draftsOf: ReadonlyMap<number, readonly Draft[]>): Map<number, Verdict> {
  const verdicts = new Map<number, Verdict>();
  const contested = new Map<number, readonly Draft[]>();
  const claimants = countClaimants(book, draftsOf);
  for (const [movement, drafts] of draftsOf) {
    const isFree = drafts.every((draft) => allThingsOf(book, draft).every((thing) => claimants[thing] === 1));
    if (isFree) verdicts.set(movement, alone(drafts));
    else contested.set(movement, drafts);
  }
  const claims = claimsOf(book, contested);
  for (const group of groupsOf(book, contested, claims)) settle(book, group, contested, claims, verdicts);
  return verdicts;
}

/** How many movements claim each invoice and payment: most are claimed by one, and need no more thought. */
function countClaimants(book: Book, draftsOf: ReadonlyMap<number, readonly Draft[]>): Uint32Array {
  const claimants = new Uint32Array(book.invoices.length + book.payments.length);
  const last = new Int32Array(claimants.length).fill(-1);
  for (const [movement, drafts] of draftsOf) {
    for (const draft of drafts) {
      for (const thing of allThingsOf(book, draft)) {
        if (last[thing] === movement) continue;
        last[thing] = movement;
        claimants[thing] = claimants[thing]! + 1;
      }
    }
  }
  return claimants;
}

interface Claim {
  /** the most that all together would put against it; null for what only one can have */
  asked: bigint | null;
}

/** An invoice by its index, a payment after all invoices. */
function allThingsOf(book: Book, draft: Draft): readonly number[] {
  const things = draft.shares.map(({ invoice }) => invoice);
  if (draft.payment !== null) things.push(book.invoices.length + draft.payment);
  return things;
}

function claimsOf(book: Book, draftsOf: ReadonlyMap<number, readonly Draft[]>): ReadonlyMap<number, Claim> {
  const claims = new Map<number, Claim>();
  for (const drafts of draftsOf.values()) {
    const most = new Map<number, bigint | null>();
    for (const draft of drafts) {
      for (const { invoice, amount } of [...draft.shares, ...draft.writtenOff])
        most.set(invoice, larger(most.get(invoice) ?? 0n, amount));
      if (draft.payment !== null) most.set(book.invoices.length + draft.payment, null);
    }
    for (const [thing, amount] of most) {
      const claim = claims.get(thing);
      if (!claim) claims.set(thing, { asked: amount });
      else {
        claim.asked = claim.asked === null || amount === null ? null : claim.asked + amount;
      }
    }
  }
  return claims;
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

/** What others may not have as well: an invoice that has enough for all who claim a part of it is no matter of contest. */
function thingsOf(book: Book, draft: Draft, claims: ReadonlyMap<number, Claim>): readonly number[] {
  return allThingsOf(book, draft).filter((thing) => {
    const { asked } = claims.get(thing)!;
    const invoice = book.invoices[thing];
    return asked === null || !invoice || asked > invoice.outstanding;
  });
}

function alone(drafts: readonly Draft[]): Verdict {
  const [best, next] = [...drafts].sort((a, b) => weightOf(b.evidence) - weightOf(a.evidence));
  const rival = best && next && weightOf(next.evidence) === weightOf(best.evidence) ? next : null;
  return { won: best ?? null, isOnly: rival === null, rival, isTooLarge: false };
}

function groupsOf(
  book: Book,
  draftsOf: ReadonlyMap<number, readonly Draft[]>,
  claims: ReadonlyMap<number, Claim>,
): readonly (readonly number[])[] {
  const parent = new Map<number, number>();
  const rootOf = (movement: number): number => {
    let root = movement;
    for (let next = parent.get(root)!; next !== root; next = parent.get(root)!) root = next;
    for (let at = movement; at !== root;) {
      const next = parent.get(at)!;
      parent.set(at, root);
      at = next;
    }
    return root;
  };
  for (const movement of draftsOf.keys()) parent.set(movement, movement);
  const holder = new Map<number, number>();
  for (const [movement, drafts] of draftsOf) {
    for (const thing of drafts.flatMap((draft) => thingsOf(book, draft, claims))) {
      const other = holder.get(thing);
      if (other === undefined) holder.set(thing, movement);
      else parent.set(rootOf(movement), rootOf(other));
    }
  }
  const groups = new Map<number, number[]>();
  for (const movement of draftsOf.keys()) {
    const root = rootOf(movement);
    const group = groups.get(root);
    if (group) group.push(movement);
    else groups.set(root, [movement]);
  }
  return [...groups.values()];
}

interface Answer {
  readonly total: number;
  readonly won: ReadonlyMap<number, { readonly draft: Draft; readonly isOnly: boolean }>;
}

function settle(
  book: Book,
  group: readonly number[],
  draftsOf: ReadonlyMap<number, readonly Draft[]>,
  claims: ReadonlyMap<number, Claim>,
  verdicts: Map<number, Verdict>,
): void {
  const drafts = group.flatMap((movement) => draftsOf.get(movement)!);
  const things = new Map(drafts.map((draft) => [draft, thingsOf(book, draft, claims)]));
  const joint = drafts.filter((draft) => things.get(draft)!.length > 1);
  const size = group.length + new Set([...things.values()].flat()).size;
  if (size > LARGEST_GROUP || size ** 3 * 2 ** joint.length > MOST_WORK) {
    for (const movement of group)
      verdicts.set(movement, { ...alone(draftsOf.get(movement)!), isOnly: false, isTooLarge: true });
    return;
  }
  const best = bestAnswers(group, draftsOf, things, joint);
  for (const movement of group) {
    const chosen = best.map(({ won }) => won.get(movement));
    const first = chosen[0];
    const isOnly = chosen.every((each) => each !== undefined && each.draft === first!.draft && each.isOnly);
    const won = first?.draft ?? null;
    const rival = isOnly ? null : rivalOf(won ?? draftsOf.get(movement)![0]!, drafts, things);
    verdicts.set(movement, { won, isOnly, rival, isTooLarge: false });
  }
}

/** Each set of candidates that take several things at once is tried; the rest of the group is an assignment. */
function bestAnswers(
  group: readonly number[],
  draftsOf: ReadonlyMap<number, readonly Draft[]>,
  things: ReadonlyMap<Draft, readonly number[]>,
  joint: readonly Draft[],
): readonly Answer[] {
  let best: Answer[] = [];
  for (let set = 0; set < 2 ** joint.length; set += 1) {
    const taken = joint.filter((_, index) => set & (1 << index));
    const takenThings = taken.flatMap((draft) => things.get(draft)!);
    if (new Set(taken.map(({ movement }) => movement)).size < taken.length) continue;
    if (new Set(takenThings).size < takenThings.length) continue;
    const answer = withTaken(group, draftsOf, things, taken, new Set(takenThings));
    if (best.length === 0 || answer.total > best[0]!.total) best = [answer];
    else if (answer.total === best[0]!.total) best.push(answer);
  }
  return best;
}

function withTaken(
  group: readonly number[],
  draftsOf: ReadonlyMap<number, readonly Draft[]>,
  things: ReadonlyMap<Draft, readonly number[]>,
  taken: readonly Draft[],
  takenThings: ReadonlySet<number>,
): Answer {
  const won = new Map(taken.map((draft) => [draft.movement, { draft, isOnly: true }]));
  const rows = group.filter((movement) => !won.has(movement));
  const columns = new Map<string, number>();
  const edges = rows.map((movement) => {
    const byColumn = new Map<number, { readonly draft: Draft; readonly isSole: boolean }>();
    for (const draft of draftsOf.get(movement)!) {
      const needs = things.get(draft)!;
      if (needs.length > 1 || needs.some((thing) => takenThings.has(thing))) continue;
      // What nobody else claims is a column of the movement's own.
      const name = needs.length === 1 ? `${needs[0]}` : `own ${movement}`;
      const column = columns.get(name) ?? columns.size;
      columns.set(name, column);
      const other = byColumn.get(column);
      const [mine, theirs] = [weightOf(draft.evidence), other ? weightOf(other.draft.evidence) : 0];
      if (mine > theirs) byColumn.set(column, { draft, isSole: true });
      else if (mine === theirs && other) byColumn.set(column, { ...other, isSole: false });
    }
    return byColumn;
  });
  const weights = edges.map(
    (byColumn) => new Map([...byColumn].map(([column, { draft }]) => [column, weightOf(draft.evidence)])),
  );
  const assignment = assign(weights, columns.size);
  assignment.columns.forEach((column, row) => {
    if (column === null) return;
    const { draft, isSole } = edges[row]!.get(column)!;
    won.set(rows[row]!, { draft, isOnly: isSole && assignment.isOnly[row]! });
  });
  const total = taken.reduce((sum, draft) => sum + weightOf(draft.evidence), assignment.total);
  return { total, won };
}

/** Another candidate for the same thing, or of the same movement, that is as good. */
function rivalOf(
  draft: Draft,
  drafts: readonly Draft[],
  things: ReadonlyMap<Draft, readonly number[]>,
): Draft | null {
  const wanted = things.get(draft)!;
  const weight = weightOf(draft.evidence);
  return (
    drafts.find(
      (other) =>
        other !== draft &&
        weightOf(other.evidence) >= weight &&
        (other.movement === draft.movement || things.get(other)!.some((thing) => wanted.includes(thing))),
    ) ?? null
  );
}
