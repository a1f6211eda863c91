import type { Candidate, Decision } from '../../domain/decision.js';
import type { Answer, Truth, World } from './world.js';

/** How a decision holds against the truth, of one kind or of all. */
export interface Figures {
  readonly kind: string;
  readonly isTie: boolean;
  movements: number;
  decidable: number;
  linked: number;
  linkedRight: number;
  /** decidable ones linked right, or with the right answer as first suggestion */
  found: number;
  /** decidable ones whose answer is among the suggestions, but not first */
  foundLower: number;
}

export interface Miss {
  readonly kind: string;
  readonly movementId: string;
  readonly what: 'linked wrong' | 'not found' | 'not first';
  readonly candidates: readonly Candidate[];
}

export function measure(
  decision: Decision,
  { truths }: World,
): { readonly kinds: readonly Figures[]; readonly misses: readonly Miss[] } {
  const links = new Map(decision.links.map((link) => [link.transactionId, link]));
  const suggestions = new Map(
    decision.suggestions.map(({ transactionId, candidates }) => [transactionId, candidates]),
  );
  const kinds = new Map<string, Figures>();
  const misses: Miss[] = [];
  for (const [movementId, truth] of truths) {
    const figures = figuresOf(kinds, truth);
    const link = links.get(movementId);
    const candidates = suggestions.get(movementId) ?? [];
    const miss = (what: Miss['what']): void =>
      void misses.push({ kind: truth.kind, movementId, what, candidates: link ? [link] : candidates });
    figures.movements += 1;
    if (truth.isDecidable) figures.decidable += 1;
    if (link) {
      figures.linked += 1;
      if (!isRight(link, truth)) {
        miss('linked wrong');
        continue;
      }
      figures.linkedRight += 1;
      if (truth.isDecidable) figures.found += 1;
      continue;
    }
    if (!truth.isDecidable) continue;
    const place = candidates.findIndex((candidate) => isRight(candidate, truth));
    if (place === 0) figures.found += 1;
    if (place > 0) figures.foundLower += 1;
    if (place !== 0) miss(place < 0 ? 'not found' : 'not first');
  }
  return { kinds: [...kinds.values()].sort(byKind), misses };
}

function figuresOf(kinds: Map<string, Figures>, { kind, isTie }: Truth): Figures {
  const known = kinds.get(kind);
  if (known) return known;
  const made = {
    kind,
    isTie,
    movements: 0,
    decidable: 0,
    linked: 0,
    linkedRight: 0,
    found: 0,
    foundLower: 0,
  };
  kinds.set(kind, made);
  return made;
}

/** Figures of several worlds as of one. */
export function together(worlds: readonly (readonly Figures[])[]): readonly Figures[] {
  const kinds = new Map<string, Figures[]>();
  for (const figures of worlds.flat()) kinds.set(figures.kind, [...(kinds.get(figures.kind) ?? []), figures]);
  return [...kinds.values()]
    .map((each) => ({ ...total(each), kind: each[0]!.kind, isTie: each[0]!.isTie }))
    .sort(byKind);
}

export function total(kinds: readonly Figures[]): Figures {
  const sum = (of: (figures: Figures) => number): number => kinds.reduce((all, each) => all + of(each), 0);
  return {
    kind: 'all',
    isTie: false,
    movements: sum(({ movements }) => movements),
    decidable: sum(({ decidable }) => decidable),
    linked: sum(({ linked }) => linked),
    linkedRight: sum(({ linkedRight }) => linkedRight),
    found: sum(({ found }) => found),
    foundLower: sum(({ foundLower }) => foundLower),
  };
}

function byKind(a: Figures, b: Figures): number {
  return a.kind < b.kind ? -1 : 1;
}

/** 1 where nothing was linked: nothing was linked wrongly. */
export function precision({ linked, linkedRight }: Figures): number {
  return linked === 0 ? 1 : linkedRight / linked;
}

/** 1 where nothing could be found. */
export function recall({ decidable, found }: Figures): number {
  return decidable === 0 ? 1 : found / decidable;
}

function isRight(candidate: Candidate, { answers }: Truth): boolean {
  return answers.some((answer) => isAnswer(candidate, answer));
}

function isAnswer(candidate: Candidate, answer: Answer): boolean {
  if (answer.paymentId !== undefined) return candidate.paymentId === answer.paymentId;
  if (answer.counterMovementId !== undefined) return candidate.counterMovementId === answer.counterMovementId;
  const meant = new Map(answer.allocations?.map(({ invoiceId, amount }) => [invoiceId, amount]));
  return (
    candidate.paymentId === null &&
    candidate.allocations.length === meant.size &&
    candidate.allocations.every(({ invoiceId, amount }) => meant.get(invoiceId) === amount)
  );
}

/** A table of precision and recall by kind, as text. */
export function tableOf(kinds: readonly Figures[]): string {
  const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
  const rows = [...kinds, total(kinds)].map((figures) => [
    figures.kind,
    String(figures.movements),
    String(figures.linked),
    figures.linked === 0 ? '–' : percent(precision(figures)),
    figures.decidable === 0 ? '–' : percent(recall(figures)),
    figures.decidable === 0 ? '–' : percent(figures.foundLower / figures.decidable),
  ]);
  const heading = ['kind', 'movements', 'linked', 'precision', 'recall', 'found lower'];
  return [heading, ...rows]
    .map((row) => row.map((cell, at) => (at === 0 ? cell.padEnd(40) : cell.padStart(12))).join(''))
    .join('\n');
}
