import type { Actor, Language } from '../../../src/kernel/permissions.js';
import type { Translator } from '../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import { monthOf, type LocalDate } from '../../../src/values/local-date.js';
import { formatAmount, zero } from '../../../src/values/money.js';
import { ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { Alert, AlertKind } from '../contract/alerts.js';
import type { Analytics, AnalyticsKey, AnalyticsRow } from '../contract/query.js';
import { PLANNED_MEASURES, type Reviews, type ReviewSpan } from '../contract/reviews.js';
import { absolute, compareDecimals, difference, signOf, sumOf } from '../domain/decimals.js';
import { spanBefore, spanWith } from '../domain/review-span.js';
import { fallBelowUsual, isOfWeight, medianOf, severityOf } from '../domain/thresholds.js';
import type { AnalyticsSettings } from '../settings.js';
import { spanIn, writtenIn } from './written.js';

interface Needs {
  readonly analytics: Pick<Analytics, 'query' | 'measures' | 'title'>;
  readonly planAgainstFact: Reviews['planAgainstFact'];
  readonly translator: Translator;
}

/** An alert before it is put into words; `amount` is what is at stake. */
type Found = Omit<Alert, 'key' | 'text'> & { readonly amount: string; readonly currency: CurrencyCode };

interface Looking {
  readonly actor: Actor;
  readonly today: LocalDate;
  readonly settings: AnalyticsSettings;
}

const SPANS = 8;
const MOST_ROWS = 10_000;
const OLD: Readonly<Record<string, readonly string[]>> = {
  '30': ['31-60', '61-90', 'over-90'],
  '60': ['61-90', 'over-90'],
  '90': ['over-90'],
};

/** Refusals are those of `Alerts.alerts`. To a representative nobody else's performance is told, and its own it knows. */
export function makeAlerts(needs: Needs) {
  return async (looking: Looking, language: Language): Promise<Result<readonly Alert[], Refusal>> => {
    if (looking.actor.role === 'representative') return ok([]);
    const found: Found[] = [];
    for (const look of [fallsOfOffices, fallsOfRepresentatives, behindPlan, overdue]) {
      const some = await look(needs, looking);
      if (!some.ok) return some;
      found.push(...some.value);
    }
    return ok(found.sort(byWeight).map((each) => toldAs(needs, language, each)));
  };
}

function byWeight(one: Found, other: Found): number {
  const isSerious = ({ severity }: Found): number => Number(severity === 'serious');
  return isSerious(other) - isSerious(one) || compareDecimals(other.amount, one.amount);
}

/** By week: an office has many representatives, so its weeks are alike. */
async function fallsOfOffices(needs: Needs, looking: Looking): Promise<Result<readonly Found[], Refusal>> {
  const measures = ['sales', 'profit'].filter((name) => canBeCut(needs, looking, name));
  const found: Found[] = [];
  for (const measure of measures) {
    const some = await fallsOf(needs, looking, { measure, dimension: 'office', kind: 'week' });
    if (!some.ok) return some;
    found.push(...some.value);
  }
  return ok(found);
}

/** By month: whoever is invoiced once a month has no usual week. */
function fallsOfRepresentatives(needs: Needs, looking: Looking): Promise<Result<readonly Found[], Refusal>> {
  return fallsOf(needs, looking, { measure: 'sales', dimension: 'representative', kind: 'month' });
}

interface Falls {
  readonly measure: string;
  readonly dimension: 'office' | 'representative';
  readonly kind: 'week' | 'month';
}

async function fallsOf(
  { analytics }: Needs,
  { actor, today, settings }: Looking,
  { measure, dimension, kind }: Falls,
): Promise<Result<readonly Found[], Refusal>> {
  const last = spanBefore(spanWith(kind, today));
  const series = new Map<string, Series>();
  for (let span = last, at = 0; at <= SPANS; span = spanBefore(span), at += 1) {
    const found = await analytics.query(actor, {
      measures: [measure],
      by: [dimension],
      from: span.from,
      to: span.to,
      sort: { by: measure, direction: 'desc' },
      limit: MOST_ROWS,
    });
    if (!found.ok) return found;
    for (const row of found.value.rows)
      seriesOf(series, row, dimension).amounts[at] = row.values[measure] ?? '0';
  }
  const courses = [...series.values()].map(({ subject, currency, amounts }) => {
    const [now = '0', ...earlier] = Array.from(
      { length: SPANS + 1 },
      (_, at) => amounts[at] ?? nil(currency),
    );
    return { subject, currency, now, usual: medianOf(earlier), fall: fallBelowUsual(earlier, now) };
  });
  const usualsIn = (currency: CurrencyCode): readonly string[] =>
    courses.filter((course) => course.currency === currency).map(({ usual }) => usual);
  return ok(
    courses.flatMap(({ subject, currency, now, usual, fall }): readonly Found[] => {
      const severity = fall && severityOf(fall.percent, settings.alertFall);
      if (!severity || !isOfWeight(usual, usualsIn(currency), settings.alertSmallestShare)) return [];
      return [
        {
          kind: measure === 'profit' ? 'profit-fell' : 'sales-fell',
          ...{ severity, currency },
          subject: { kind: dimension, id: subject.id, name: subject.label },
          period: last.key,
          amount: difference(usual, now),
          facts: { now, usual, percent: fall.percent },
          link: linkTo(measure, dimension, subject.id, last),
        },
      ];
    }),
  );
}

interface Series {
  readonly subject: AnalyticsKey;
  readonly currency: CurrencyCode;
  readonly amounts: string[];
}

function seriesOf(
  all: Map<string, Series>,
  { keys, currency }: AnalyticsRow,
  dimension: 'office' | 'representative',
): Series {
  const subject = keys[dimension] ?? { id: '', label: '' };
  const key = `${subject.id} ${currency ?? ''}`;
  const known = all.get(key) ?? { subject, currency: currency as CurrencyCode, amounts: [] };
  all.set(key, known);
  return known;
}

async function behindPlan(needs: Needs, looking: Looking): Promise<Result<readonly Found[], Refusal>> {
  const { actor, today, settings } = looking;
  const span = spanBefore(spanWith('month', today));
  const month = monthOf(span.from);
  const found: Found[] = [];
  for (const measure of PLANNED_MEASURES) {
    if (!canBeCut(needs, looking, measure)) continue;
    const rows = await needs.planAgainstFact(actor, { measure, from: month, to: month });
    if (!rows.ok) return rows;
    for (const { office, currency, planned, actual, difference: over, percent } of rows.value) {
      if (!office || percent === null) continue;
      const severity = severityOf(difference('100', percent), settings.alertBehindPlan);
      if (severity === null) continue;
      found.push({
        kind: 'behind-plan',
        ...{ severity, currency },
        subject: { kind: 'office', ...office },
        period: span.key,
        amount: absolute(over),
        facts: { measure, planned, actual, percent },
        link: linkTo(measure, 'office', office.id, span),
      });
    }
  }
  return ok(found);
}

async function overdue(
  { analytics }: Needs,
  { actor, today, settings }: Looking,
): Promise<Result<readonly Found[], Refusal>> {
  const days = { from: today, to: today, limit: MOST_ROWS };
  const sort = { by: 'overdue', direction: 'desc' } as const;
  const owed = await analytics.query(actor, {
    measures: ['overdue', 'outstanding', 'overdue_share'],
    by: ['representative'],
    ...{ ...days, sort },
  });
  if (!owed.ok) return owed;
  const buckets = await analytics.query(actor, {
    measures: ['overdue'],
    by: ['representative', 'bucket'],
    ...{ ...days, sort },
  });
  if (!buckets.ok) return buckets;
  const old = oldOf(buckets.value.rows, OLD[settings.alertOverdueDays] ?? []);
  const found: Found[] = [];
  for (const { keys, currency, values } of owed.value.rows) {
    const subject = keys.representative;
    const amount = values['overdue'] ?? '0';
    if (!subject || currency === null || signOf(amount) <= 0) continue;
    const all = owed.value.rows
      .filter((row) => row.currency === currency)
      .map((row) => row.values['overdue'] ?? '0');
    if (!isOfWeight(amount, all, settings.alertSmallestShare)) continue;
    const about = {
      subject: { kind: 'representative', id: subject.id, name: subject.label },
      period: monthOf(today),
      currency,
      link: linkToOverdue(subject.id, today),
    } as const;
    const percent = values['overdue_share'] ?? '0';
    const share = severityOf(percent, settings.alertOverdueShare);
    if (share !== null) {
      const facts = { overdue: amount, outstanding: values['outstanding'] ?? amount, percent };
      found.push({ kind: 'overdue-share', severity: share, ...about, amount, facts });
    }
    const aged = old.get(`${subject.id} ${currency}`);
    if (aged) {
      const facts = { overdue: aged.amount, days: settings.alertOverdueDays };
      const severity = aged.isVeryOld ? 'serious' : 'warning';
      found.push({ kind: 'overdue-old', severity, ...about, amount: aged.amount, facts });
    }
  }
  return ok(found);
}

interface Aged {
  readonly amount: string;
  readonly isVeryOld: boolean;
}

function oldOf(rows: readonly AnalyticsRow[], buckets: readonly string[]): ReadonlyMap<string, Aged> {
  const old = new Map<string, Aged>();
  for (const { keys, currency, values } of rows) {
    const bucket = keys.bucket?.id ?? '';
    const amount = values['overdue'] ?? '0';
    if (!buckets.includes(bucket) || signOf(amount) <= 0) continue;
    const key = `${keys.representative?.id ?? ''} ${currency ?? ''}`;
    const known = old.get(key) ?? { amount: '0', isVeryOld: false };
    old.set(key, {
      amount: sumOf([known.amount, amount]),
      isVeryOld: known.isVeryOld || (bucket === 'over-90' && buckets.length > 1),
    });
  }
  return old;
}

function canBeCut({ analytics }: Needs, { actor }: Looking, name: string): boolean {
  const measure = analytics.measures(actor).find((each) => each.name === name);
  return measure?.dimensions.includes('office') ?? false;
}

function linkTo(
  measure: string,
  dimension: 'office' | 'representative',
  id: string,
  { key, from, to }: ReviewSpan,
): string {
  if (measure === 'profit')
    return `/admin/resources/DailyEntry?filters.officeId=${id}&filters.day~~from=${from}&filters.day~~to=${to}`;
  if (dimension === 'office') return `/admin/pages/analytics-review?period=${key}&office=${id}`;
  return `/admin/resources/Invoice?filters.representativeId=${id}&filters.issueDate~~from=${from}&filters.issueDate~~to=${to}`;
}

function linkToOverdue(id: string, today: LocalDate): string {
  return `/admin/resources/Invoice?filters.representativeId=${id}&filters.status~~in=issued,partly_paid&filters.dueDate~~before=${today}`;
}

function nil(currency: CurrencyCode): string {
  return formatAmount(zero(currency));
}

const AMOUNTS: ReadonlySet<string> = new Set(['now', 'usual', 'planned', 'actual', 'overdue', 'outstanding']);

function toldAs({ translator, analytics }: Needs, language: Language, found: Found): Alert {
  const { amount: _, currency, ...alert } = found;
  const { kind, subject, period, facts } = alert;
  const written = writtenIn(language);
  const words = Object.entries(facts).map(([name, value]): [string, string] => {
    if (AMOUNTS.has(name)) return [name, written.money(value, currency)];
    if (name === 'percent') return [name, written.percent(value)];
    return [name, name === 'measure' ? analytics.title(language, 'measure', value) : value];
  });
  return {
    ...alert,
    key: keyOf(kind, subject, period, currency, facts['measure']),
    facts: { ...facts, currency },
    text: translator.text(language, `analytics:alerts.${kind}`, {
      ...Object.fromEntries(words),
      name: subject.name,
      span: spanIn(translator, language, period),
    }),
  };
}

function keyOf(
  kind: AlertKind,
  subject: Alert['subject'],
  period: string,
  currency: CurrencyCode,
  measure = '',
): string {
  return [kind, measure, subject.id, currency, period].filter((part) => part !== '').join(':');
}
