import { createHash } from 'node:crypto';
import type { Actor, Language, PermissionName } from '../../../../src/kernel/permissions.js';
import type {
  Cache,
  Database,
  Logger,
  QueryHandle,
  Records,
  Translator,
} from '../../../../src/kernel/ports.js';
import type { Clock } from '../../../../src/values/clock.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { Alerts } from '../../contract/alerts.js';
import { FIGURE_MODELS } from '../../contract/figure-models.js';
import type { Analytics, AnalyticsResult, Dimension, MeasureInfo } from '../../contract/query.js';
import type { Reviews } from '../../contract/reviews.js';
import {
  comparedDays,
  daysOf,
  NARROWED_BY,
  writeFilters,
  type DashboardFilters,
  type NarrowedBy,
} from '../../domain/dashboard-filters.js';
import type { Layout } from '../../domain/dashboard-layout.js';
import { batched } from './batched-queries.js';
import type { DashboardView, SavedDashboard, WidgetView } from './content.js';
import { makeLinks } from './links.js';
import {
  UNNAMED,
  warnOfUnreadable,
  type DashboardLine,
  type DashboardRecord,
  type Dashboards,
} from './saved-dashboards.js';
import type { Asked, Sources, Widget } from './widget.js';
import { findWidget, firstLayout, offeredTo } from './widgets/index.js';

/** What is known of the ledger without counting it, as far as the actor may see it. */
export interface LedgerGlance {
  /** in which representatives are invoiced, by the alphabet */
  currencies(queries: QueryHandle, actor: Actor): Promise<readonly CurrencyCode[]>;
  /** whether anything was ever issued */
  hasInvoices(queries: QueryHandle, actor: Actor): Promise<boolean>;
}

interface Needs {
  readonly glance: LedgerGlance;
  readonly analytics: Analytics;
  readonly reviews: Pick<Reviews, 'planAgainstFact'>;
  readonly alerts: Alerts;
  readonly dashboards: Dashboards;
  readonly database: Database;
  readonly cache: Cache;
  readonly clock: Clock;
  readonly records: Records;
  readonly translator: Translator;
  readonly log: Logger;
  readonly homeCurrency: () => Promise<string>;
  readonly may: (actor: Actor, permission: PermissionName) => boolean;
}

export interface DashboardAsked {
  readonly filters: DashboardFilters;
  /** of a saved one; null: the reader's own arrangement */
  readonly dashboardId: string | null;
  /** instead of those that are kept: while the reader arranges them */
  readonly widgets: readonly string[] | null;
  readonly language: Language;
}

const MADE_FROM = [...FIGURE_MODELS, 'Target'];

/** Lists that a figure may lead to, and who may open them. */
const LISTS: Readonly<Record<string, PermissionName>> = {
  Invoice: 'billing.invoice.read',
  Payment: 'billing.payment.read',
  CreditNote: 'billing.credit-note.read',
  DailyEntry: 'daily-entries.read',
};

/** By what a reader may narrow the page: by what it may see the list of. */
const BOXES: Readonly<
  Record<Exclude<NarrowedBy, 'currency'>, { permission: PermissionName; model: string }>
> = {
  office: { permission: 'billing.office.read', model: 'Office' },
  geo: { permission: 'billing.geo.read', model: 'Geo' },
  manager: { permission: 'billing.manager.read', model: 'Manager' },
  representative: { permission: 'billing.representative.read', model: 'Representative' },
};

/** So many ids still fit into an address. */
const IDS_IN_AN_ADDRESS = 150;
/** What a representative reads of itself is called otherwise than what staff read of it. */
const CALLED_OTHERWISE = ['outstanding', 'overdue', 'sales', 'collected'];

/** What is remembered: it depends on the reader, the question and the records alone. */
interface Figures {
  readonly widgets: readonly WidgetView[];
  readonly rates: AnalyticsResult['rates'];
  readonly currencies: readonly CurrencyCode[];
  readonly isEmpty: boolean;
  readonly generatedAt: string;
}

/** Everything that a dashboard shows, in one answer: widgets are asked at once, and one that is refused says so in its place. Refuses `dashboard-unknown`. */
export function makeLoadDashboard(needs: Needs) {
  return async (
    actor: Actor,
    asked: DashboardAsked,
  ): Promise<Result<{ readonly view: DashboardView; readonly etag: string }, Refusal>> => {
    const today = await needs.analytics.today();
    const measures = new Map(needs.analytics.measures(actor).map((info) => [info.name, info]));
    const reader = { measures, isRepresentative: actor.role === 'representative' };
    const kept = await keptDashboard(needs, actor, asked.dashboardId);
    if (!kept.ok) return kept;
    const layout = (kept.value?.layout ?? firstLayout(reader)).filter(({ widget }) =>
      findWidget(widget, reader),
    );
    const names = asked.widgets ?? layout.map(({ widget }) => widget);
    const widgets = names.flatMap((name) => findWidget(name, reader) ?? []);

    const { userId, role, officeIds, representativeId, overrides, scopes } = actor;
    const question = [asked.language, today, writeFilters(asked.filters), widgets.map(({ name }) => name)];
    const { value: figures, etag } = await needs.cache.remember(
      {
        key: [userId, role, officeIds, representativeId, overrides ?? null, scopes ?? null, ...question],
        tags: MADE_FROM,
      },
      () => makeFigures(needs, actor, { ...asked, today, measures, widgets }),
    );
    const days = daysOf(asked.filters.period, today);
    const compared = comparedDays(asked.filters.period, asked.filters.comparison, today);
    const remarks = await needs.analytics.remarks(asked.language, {
      ...days,
      ...(compared ? { compare: compared } : {}),
      measures: [...measures.keys()],
    });
    const words = wordsFor(needs, actor, asked.language);
    const isNamed = kept.value !== null && kept.value.name !== UNNAMED;
    const view: DashboardView = {
      filters: asked.filters,
      days,
      compared,
      dashboard: isNamed ? savedView(kept.value, actor) : null,
      layout,
      widgets: figures.widgets,
      rates: figures.rates,
      remarks,
      offered: offeredTo(reader).map((widget) => ({
        widget: widget.name,
        title: widget.title(words),
        width: widget.width,
        height: widget.height,
      })),
      measures: [...measures.values()].map(({ name, dimensions }) => ({
        name,
        title: words.title('measure', name),
        dimensions: dimensions.map((dimension) => ({
          name: dimension,
          title: words.title(dimension, dimension),
        })),
      })),
      boxes: {
        narrowedBy: NARROWED_BY.filter((name) => isBoxFor(needs, actor, name)),
        currencies: figures.currencies,
        names: await namesOf(needs, actor, asked.filters),
      },
      isEmpty: figures.isEmpty,
      generatedAt: figures.generatedAt,
    };
    return ok({ view, etag: `${etag}-${markOf(layout, kept.value, remarks)}` });
  };
}

export function savedView(
  { id, name, userId, shared, version, filters }: DashboardLine,
  actor: Actor,
): SavedDashboard {
  return { id, name, isMine: userId === actor.userId, shared, version, filters: filters ?? '' };
}

async function keptDashboard(
  { dashboards, database, log }: Needs,
  { userId }: Actor,
  id: string | null,
): Promise<Result<DashboardRecord | null, Refusal>> {
  const { queries } = database;
  if (id === null && userId === null) return ok(null);
  const found =
    id === null
      ? await dashboards.named(queries, userId ?? '', UNNAMED)
      : await dashboards.find(queries, userId ?? '', id);
  if (found) warnOfUnreadable(log, found);
  return found || id === null ? ok(found) : err({ code: 'dashboard-unknown' });
}

interface FiguresAsked {
  readonly filters: DashboardFilters;
  readonly language: Language;
  readonly today: LocalDate;
  readonly measures: ReadonlyMap<string, MeasureInfo>;
  readonly widgets: readonly Widget[];
}

async function makeFigures(
  needs: Needs,
  actor: Actor,
  { filters, language, today, measures, widgets }: FiguresAsked,
): Promise<Figures> {
  const rates = new Map<string, AnalyticsResult['rates'][number]>();
  const sources: Sources = {
    query: batched(async (question) => {
      const found = await needs.analytics.query(actor, question);
      if (found.ok) for (const rate of found.value.rates) rates.set(JSON.stringify(rate), rate);
      return found;
    }, measures),
    planAgainstFact: (question) => needs.reviews.planAgainstFact(actor, question),
    alerts: () => needs.alerts.alerts(actor, language),
  };
  const { queries } = needs.database;
  const [currencies, hasInvoices, representatives, homeCurrency] = await Promise.all([
    needs.glance.currencies(queries, actor),
    needs.glance.hasInvoices(queries, actor),
    representativesIn(sources, filters, today),
    needs.homeCurrency(),
  ]);
  const days = daysOf(filters.period, today);
  const asked: Asked = {
    days,
    compared: comparedDays(filters.period, filters.comparison, today),
    today,
    filters: filters.only,
    convertTo: filters.convertTo,
    language,
    homeCurrency,
    measures,
    links: makeLinks({
      days,
      today,
      filters: filters.only,
      representatives,
      lists: new Set(Object.keys(LISTS).filter((model) => needs.may(actor, LISTS[model] ?? ''))),
      narrowed: (place, id) => addressOf({ ...filters, only: { ...filters.only, [place]: [id] } }),
    }),
    ...wordsFor(needs, actor, language),
  };
  const views = await Promise.all(widgets.map((widget) => viewOf(needs, widget, sources, asked)));
  return {
    widgets: views,
    rates: [...rates.values()],
    currencies,
    isEmpty: !hasInvoices,
    generatedAt: needs.clock.now().toISOString(),
  };
}

async function viewOf(
  { log, translator }: Needs,
  widget: Widget,
  sources: Sources,
  asked: Asked,
): Promise<WidgetView> {
  const view = { widget: widget.name, title: widget.title(asked) };
  const refused = (sentence: string): WidgetView => ({ ...view, content: { kind: 'refused', sentence } });
  try {
    const answer = await widget.answer(sources, asked);
    if (answer.ok) return { ...view, content: answer.value };
    const { code, ...facts } = answer.error;
    return refused(translator.text(asked.language, `analytics:refusals.${code}`, inWords(facts, asked)));
  } catch (error) {
    // The others can be read all the same.
    log.error({ err: error, widget: widget.name }, 'a widget of the dashboard failed');
    return refused(asked.text('failed'));
  }
}

/** Names of measures and dimensions become their titles, days are written as the language writes them. */
function inWords(
  facts: Readonly<Record<string, unknown>>,
  { title, language }: Asked,
): Record<string, unknown> {
  const day = (fact: string): string =>
    new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
      dateStyle: 'medium',
      timeZone: 'UTC',
    }).format(new Date(`${fact}T00:00:00Z`));
  const said = (name: string, fact: unknown): unknown => {
    if (name === 'measure') return title('measure', String(fact));
    if (name === 'dimension') return title(fact as Dimension, String(fact));
    return typeof fact === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(fact) ? day(fact) : fact;
  };
  return Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, said(name, fact)]));
}

function wordsFor(
  { analytics, translator }: Needs,
  { role }: Actor,
  language: Language,
): Pick<Asked, 'text' | 'title'> {
  const text: Asked['text'] = (key, facts) =>
    translator.text(language, `analytics:panel.dashboard.${key}`, facts);
  return {
    text,
    title(what, name) {
      const isOwn = role === 'representative' && what === 'measure' && CALLED_OTHERWISE.includes(name);
      return isOwn ? text(`own.${name}`) : analytics.title(language, what, name);
    },
  };
}

/** Whom the filters for offices, geos and managers mean, for lists that know representatives alone; null where they are too many. */
async function representativesIn(
  { query }: Sources,
  { only, period }: DashboardFilters,
  today: LocalDate,
): Promise<readonly string[] | null> {
  const { office, geo, manager, representative } = only;
  if (!office && !geo && !manager) return representative ?? [];
  const found = await query({
    measures: ['sales', 'collected', 'outstanding'],
    by: ['representative'],
    ...daysOf(period, today),
    filters: only,
    limit: 2000,
  });
  if (!found.ok || found.value.isCut) return null;
  const ids = [...new Set(found.value.rows.map(({ keys }) => keys.representative?.id ?? ''))];
  return ids.length > IDS_IN_AN_ADDRESS ? null : ids;
}

function isBoxFor({ may }: Needs, actor: Actor, name: NarrowedBy): boolean {
  if (name === 'currency') return true;
  return actor.role !== 'representative' && may(actor, BOXES[name].permission);
}

async function namesOf(
  { records }: Needs,
  actor: Actor,
  { only }: DashboardFilters,
): Promise<Readonly<Record<string, string>>> {
  const places = NARROWED_BY.filter((name) => name !== 'currency');
  const found = await Promise.all(
    places.map((name) => (only[name] ? records.visible(actor, BOXES[name].model, only[name]) : [])),
  );
  return Object.fromEntries(found.flat().map(({ id, title }) => [id, title]));
}

function addressOf(filters: DashboardFilters): string {
  const words = writeFilters(filters).map(
    ([name, word]) => `${name}=${encodeURIComponent(word).replaceAll('%2C', ',')}`,
  );
  return `/admin/pages/analytics-dashboard?${words.join('&')}`;
}

/** Tells one arrangement and its footnotes from another, for who has the answer already. */
function markOf(layout: Layout, kept: DashboardRecord | null, remarks: readonly string[]): string {
  const places = layout.map(({ widget, width, height }) => `${widget}:${width}:${height}`).join();
  const said = `${kept?.id ?? ''} ${kept?.version ?? ''} ${places} ${remarks.join(' ')}`;
  return createHash('sha256').update(said).digest('base64url').slice(0, 16);
}
