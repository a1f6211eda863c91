import type { Actor } from '../../../src/kernel/permissions.js';
import type { Organisation } from '../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import { addDays, monthOf, type LocalDate } from '../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { Analytics, AnalyticsQuery, AnalyticsRow, Dimension } from '../contract/query.js';
import type { Named, PlanFigures, Review, ReviewAsked, Reviews, ReviewSpan } from '../contract/reviews.js';
import { signOf, sumOf } from '../domain/decimals.js';
import { planFigures } from '../domain/plan-figures.js';
import { currenciesOf, factsOf, partsOf, type Found } from '../domain/review-facts.js';
import { asFarAs, parseSpan, spanBefore, untilToday } from '../domain/review-span.js';
import type { makeTellReview } from './tell-review.js';

interface Needs {
  readonly analytics: Pick<Analytics, 'query' | 'measures'>;
  readonly planAgainstFact: Reviews['planAgainstFact'];
  readonly nameOfOffice: (actor: Actor, id: string) => Promise<string | null>;
  readonly organisation: () => Promise<Organisation>;
  readonly tellReview: ReturnType<typeof makeTellReview>;
}

const MEASURES = ['sales', 'invoices', 'collected', 'overdue', 'overdue_share', 'days_to_pay'];
const MOST_ROWS = 10_000;
const IDS_AT_ONCE = 500;

/** Refusals are those of `Reviews.review`. */
export function makeReview(needs: Needs) {
  return async (actor: Actor, asked: ReviewAsked, today: LocalDate): Promise<Result<Review, Refusal>> => {
    const parsed = parseSpan(asked.period);
    if (!parsed.ok) return parsed;
    if (parsed.value.from > today) return err({ code: 'period-not-begun', period: asked.period });
    const isOver = parsed.value.to < today;
    const span = untilToday(parsed.value, today);
    const compared = asFarAs(spanBefore(span), span, isOver);
    const office = await officeOf(needs, actor, asked.office);
    if (!office.ok) return office;

    const looked = await look(needs, actor, { span, compared, isOver, office: office.value });
    if (!looked.ok) return looked;
    const untold = { span, compared, isOver, office: office.value, facts: looked.value };
    return ok({ ...untold, ...needs.tellReview(asked.language, untold) });
  };
}

/** Refuses `unknown-office`. */
async function officeOf(
  { nameOfOffice }: Needs,
  actor: Actor,
  id: string | undefined,
): Promise<Result<Review['office'], Refusal>> {
  if (id === undefined) return ok(null);
  const name = await nameOfOffice(actor, id);
  return name === null ? err({ code: 'unknown-office', office: id }) : ok({ id, name });
}

type Looking = Pick<Review, 'span' | 'compared' | 'isOver' | 'office'>;

async function look(needs: Needs, actor: Actor, looking: Looking): Promise<Result<Review['facts'], Refusal>> {
  const { analytics, organisation } = needs;
  const known = new Map(analytics.measures(actor).map((measure) => [measure.name, measure.dimensions]));
  const cut = (dimension: Dimension): boolean => known.get('sales')?.includes(dimension) ?? false;
  const totals = await rowsOf(needs, actor, looking, {
    measures: MEASURES.filter((name) => known.has(name)),
  });
  if (!totals.ok) return totals;
  const offices = cut('office') ? await rowsOf(needs, actor, looking, salesBy('office')) : ok([]);
  if (!offices.ok) return offices;
  const representatives =
    actor.role === 'representative' ? ok([]) : await rowsOf(needs, actor, looking, salesBy('representative'));
  if (!representatives.ok) return representatives;

  const found: Found = {
    totals: totals.value,
    offices: offices.value,
    representatives: representatives.value,
  };
  const own = (await organisation()).currency;
  const currencies = [...currenciesOf(found)].sort(
    (one, other) => Number(other === own) - Number(one === own) || one.localeCompare(other),
  );
  const facts = [];
  for (const currency of currencies) {
    const comings = await comingsOf(needs, actor, looking, found, currency);
    if (!comings.ok) return comings;
    const plan = await planOf(needs, actor, looking, currency);
    if (!plan.ok) return plan;
    facts.push(factsOf(currency, found, { ...comings.value, plan: plan.value }));
  }
  return ok(facts);
}

const salesBy = (dimension: Dimension): Pick<AnalyticsQuery, 'measures' | 'by'> => ({
  measures: ['sales'],
  by: [dimension],
});

async function rowsOf(
  { analytics }: Needs,
  actor: Actor,
  { span, compared, office }: Looking,
  asked: Pick<AnalyticsQuery, 'measures' | 'by'>,
): Promise<Result<readonly AnalyticsRow[], Refusal>> {
  const found = await analytics.query(actor, {
    ...asked,
    from: span.from,
    to: span.to,
    compare: { from: compared.from, to: compared.to },
    sort: { by: 'sales', direction: 'desc' },
    limit: MOST_ROWS,
    ...(office ? { filters: { office: [office.id] } } : {}),
  });
  return found.ok ? ok(found.value.rows) : found;
}

interface Comings {
  readonly newRepresentatives: readonly Named[];
  readonly lostRepresentatives: readonly Named[];
}

/** Who came and who stayed away, judged by more than the two spans. Of a span that is not over nobody has stayed away yet. */
async function comingsOf(
  needs: Needs,
  actor: Actor,
  { span, compared, isOver }: Looking,
  { representatives }: Found,
  currency: CurrencyCode,
): Promise<Result<Comings, Refusal>> {
  const parts = partsOf(representatives, 'representative', currency);
  const maybeNew = parts.filter(({ before }) => signOf(before) === 0);
  const maybeLost = isOver ? parts.filter(({ now }) => signOf(now) === 0) : [];
  const year = { from: addDays(span.from, -365), to: addDays(span.from, -1) };
  const earlier = await boughtIn(needs, actor, maybeNew, year);
  if (!earlier.ok) return earlier;
  let lost: readonly Named[] = maybeLost;
  for (let before = spanBefore(compared), spans = 0; spans < 2; before = spanBefore(before), spans += 1) {
    const bought = await boughtIn(needs, actor, lost, before);
    if (!bought.ok) return bought;
    lost = lost.filter(({ id }) => bought.value.has(id));
  }
  return ok({
    newRepresentatives: maybeNew.filter(({ id }) => !earlier.value.has(id)).map(named),
    lostRepresentatives: lost.map(named),
  });
}

/** Those of the representatives that bought something in these days, in whatever currency. */
async function boughtIn(
  { analytics }: Needs,
  actor: Actor,
  representatives: readonly Named[],
  { from, to }: Pick<ReviewSpan, 'from' | 'to'>,
): Promise<Result<ReadonlySet<string>, Refusal>> {
  const bought = new Set<string>();
  for (let at = 0; at < representatives.length; at += IDS_AT_ONCE) {
    const ids = representatives.slice(at, at + IDS_AT_ONCE).map(({ id }) => id);
    const found = await analytics.query(actor, {
      ...salesBy('representative'),
      ...{ from, to, limit: MOST_ROWS },
      filters: { representative: ids },
    });
    if (!found.ok) return found;
    for (const { keys, values } of found.value.rows)
      if (signOf(values['sales'] ?? '0') !== 0) bought.add(keys.representative?.id ?? '');
  }
  return ok(bought);
}

function named({ id, name }: Named): Named {
  return { id, name };
}

/** A plan is made for months: for some of a span's months it is none for the span, and for a part of a month neither. */
async function planOf(
  { planAgainstFact }: Needs,
  actor: Actor,
  { span, isOver, office }: Looking,
  currency: CurrencyCode,
): Promise<Result<PlanFigures | null, Refusal>> {
  if (span.kind === 'week' || !isOver) return ok(null);
  const months = { from: monthOf(span.from), to: monthOf(span.to) };
  const found = await planAgainstFact(actor, { measure: 'sales', ...months });
  if (!found.ok) return found;
  const rows = found.value.filter(
    (row) => row.currency === currency && (row.office?.id ?? null) === (office?.id ?? null),
  );
  if (rows.length < (span.kind === 'quarter' ? 3 : 1)) return ok(null);
  return ok(planFigures(sumOf(rows.map(({ planned }) => planned)), sumOf(rows.map(({ actual }) => actual))));
}
