import type { Language } from '../../../src/kernel/permissions.js';
import type { Translator } from '../../../src/kernel/ports.js';
import type { Contribution, Moved, Named, Review, ReviewFacts } from '../contract/reviews.js';
import { toldOf } from '../domain/contributions.js';
import { absolute, signOf } from '../domain/decimals.js';
import { spanWords, writtenIn, type Written } from './written.js';

/** What is told, before it is put into words. */
export type Untold = Omit<Review, 'title' | 'paragraphs'>;

const MOST_OFFICES = 3;
const MOST_REPRESENTATIVES = 3;
const MOST_NAMES = 5;

/** Says in one language what a review found. Every number in it is one of the facts, or the sum of those that are told together. */
export function makeTellReview(translator: Translator) {
  return (language: Language, untold: Untold): Pick<Review, 'title' | 'paragraphs'> => {
    const say: Say = (key, facts) => translator.text(language, `analytics:reviews.${key}`, facts);
    const telling: Telling = { ...untold, say, written: writtenIn(language) };
    const paragraphs = untold.facts.flatMap((facts) => paragraphsOf(telling, facts));
    return {
      title: titleOf(telling),
      paragraphs: paragraphs.length > 0 ? paragraphs : [say('nothing', { than: than(telling) })],
    };
  };
}

type Say = (key: string, facts?: Readonly<Record<string, unknown>>) => string;

interface Telling extends Untold {
  readonly say: Say;
  readonly written: Written;
}

function titleOf({ say, written, span, isOver, office }: Telling): string {
  const days = { from: written.day(span.from), to: written.day(span.to) };
  const title = isOver
    ? say(`titles.${span.kind}`, { ...spanWords(span, written), ...days })
    : say('titles.so-far', { ...days, span: say(`spans.${span.kind}`, spanWords(span, written)) });
  return office ? say('titles.of-office', { title, office: office.name }) : title;
}

/** What it is compared with, as it stands after "than in". */
function than({ say, written, compared, isOver }: Telling): string {
  if (isOver) return say(`spans.${compared.kind}`, spanWords(compared, written));
  return say('spans.days', { from: written.day(compared.from), to: written.day(compared.to) });
}

function paragraphsOf(telling: Telling, facts: ReviewFacts): readonly string[] {
  const paragraphs = [
    [...tellSales(telling, facts), ...tellContributions(telling, facts)],
    [...tellInvoices(telling, facts), ...tellCollected(telling, facts), ...tellDaysToPay(telling, facts)],
    tellOverdue(telling, facts),
    tellPlan(telling, facts),
    tellComings(telling, facts),
  ];
  return paragraphs.filter((sentences) => sentences.length > 0).map((sentences) => sentences.join(' '));
}

/** `rose`, `fell`, `same`, `first` (after nothing), `none` (after something), `nothing`. */
function courseOf({ now, before, change }: Moved): string {
  if (signOf(before) === 0) return signOf(now) === 0 ? 'nothing' : 'first';
  if (signOf(now) === 0) return 'none';
  return ['fell', 'same', 'rose'][signOf(change) + 1] ?? 'same';
}

function wordsOfMoved({ written }: Telling, moved: Moved, { currency }: ReviewFacts) {
  return {
    now: written.money(moved.now, currency),
    before: written.money(moved.before, currency),
    percent: written.percent(absolute(moved.percent ?? '0')),
    currency,
  };
}

function tellSales(telling: Telling, facts: ReviewFacts): readonly string[] {
  const { sales } = facts;
  const words = { ...wordsOfMoved(telling, sales, facts), than: than(telling) };
  return [telling.say(`sales.${courseOf(sales)}`, words)];
}

function tellContributions(telling: Telling, facts: ReviewFacts): readonly string[] {
  const { say, written } = telling;
  const sentences: string[] = [];
  if (facts.offices.length > 1) {
    const { named, rest } = toldOf(facts.offices, MOST_OFFICES);
    const parts = named.map((part) => say('part', { name: part.name, by: by(telling, facts, part) }));
    if (rest) {
      const others = { count: rest.count, number: written.decimal(String(rest.count)) };
      parts.push(say('other-offices', { ...others, by: by(telling, facts, rest) }));
    }
    if (parts.length > 0) sentences.push(say('of-the-change', { parts: parts.join(', ') }));
  }
  if (facts.representatives.length > 1) {
    const isNamed = ({ id }: Contribution): boolean => id !== '';
    for (const [key, sign] of [
      ['grew-most', 1],
      ['fell-most', -1],
    ] as const) {
      const most = facts.representatives
        .filter((each) => isNamed(each) && signOf(each.change) === sign)
        .slice(0, MOST_REPRESENTATIVES)
        .map(({ name, change }) => say('part', { name, by: written.change(change, facts.currency) }));
      if (most.length > 0) sentences.push(say(key, { parts: most.join(', ') }));
    }
  }
  return sentences;
}

/** In points of the whole, where there was a whole; in amounts after nothing. */
function by(
  { say, written }: Telling,
  { currency }: ReviewFacts,
  { points, change }: Pick<Contribution, 'points' | 'change'>,
): string {
  if (points === null) return written.change(change, currency);
  return say('points', { points: written.signed(points) });
}

function tellInvoices(telling: Telling, { invoices }: ReviewFacts): readonly string[] {
  if (signOf(invoices.now) === 0 && signOf(invoices.before) === 0) return [];
  const { say, written } = telling;
  const words = { number: written.decimal(invoices.now), before: written.decimal(invoices.before) };
  return [say('invoices', { ...words, count: Number(invoices.now), than: than(telling) })];
}

function tellCollected(telling: Telling, facts: ReviewFacts): readonly string[] {
  const { collected } = facts;
  if (!collected) return [];
  const words = { ...wordsOfMoved(telling, collected, facts), than: than(telling) };
  return [telling.say(`collected.${courseOf(collected)}`, words)];
}

function tellDaysToPay({ say, written }: Telling, { daysToPay: { now, before } }: ReviewFacts): string[] {
  if (now === null) return [];
  if (before === null) return [say('days-to-pay', { days: written.decimal(now) })];
  return [say('days-to-pay-before', { days: written.decimal(now), before: written.decimal(before) })];
}

function tellOverdue(telling: Telling, facts: ReviewFacts): readonly string[] {
  const { say, written, span, compared } = telling;
  const { overdue, overdueShare } = facts;
  if (!overdue) return [];
  const days = { day: written.day(span.to), dayBefore: written.day(compared.to) };
  const told = say(`overdue.${courseOf(overdue)}`, { ...wordsOfMoved(telling, overdue, facts), ...days });
  if (overdueShare === null || signOf(overdue.now) === 0) return [told];
  return [told, say('overdue-share', { share: written.percent(overdueShare) })];
}

function tellPlan({ say, written }: Telling, { plan, currency }: ReviewFacts): readonly string[] {
  if (!plan) return [];
  const course = ['below', 'exact', 'above'][signOf(plan.difference) + 1] ?? 'exact';
  const words = {
    planned: written.money(plan.planned, currency),
    difference: written.money(absolute(plan.difference), currency),
  };
  if (plan.percent === null) return [];
  return [say(`plan.${course}`, { ...words, percent: written.percent(plan.percent) })];
}

function tellComings(telling: Telling, facts: ReviewFacts): readonly string[] {
  const { say, span } = telling;
  const tell = (key: string, all: readonly Named[]): readonly string[] =>
    all.length === 0
      ? []
      : [
          say(key, {
            count: all.length,
            number: telling.written.decimal(String(all.length)),
            names: namesOf(telling, all),
          }),
        ];
  return [...tell('new', facts.newRepresentatives), ...tell(`lost.${span.kind}`, facts.lostRepresentatives)];
}

function namesOf({ say, written }: Telling, all: readonly Named[]): string {
  const named = all.slice(0, MOST_NAMES).map(({ name }) => name);
  const more = all.length - named.length;
  if (more === 0) return written.list(named);
  return written.list([...named, say('more', { count: more, number: written.decimal(String(more)) })]);
}
