import { ROLES, type Actor, type Language } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import { CURRENCIES } from '../../../src/values/currency.js';
import { analytics, DIMENSIONS } from '../../analytics/contract/query.js';
import { PERIOD_PRESETS, REPORT_FORMATS } from '../contract/definition.js';
import { deliveryChannel } from '../contract/delivery.js';
import type { FilterValue, Vocabulary } from '../contract/doors.js';
import { columnsFor, columnTitle, datasetsFor } from './known-datasets.js';

/** Everything that the actor may build a report of, in a language. */
export async function vocabularyFor(
  context: PluginContext,
  actor: Actor,
  language: Language,
): Promise<Vocabulary> {
  const figures = context.use(analytics);
  const measures = figures.measures(actor);
  const say = (key: string): string => context.translator.text(language, key);
  return {
    measures: measures.map(({ name, unit, kind, dimensions }) => ({
      name,
      title: figures.title(language, 'measure', name),
      unit,
      kind,
      dimensions,
    })),
    dimensions: DIMENSIONS.filter((dimension) =>
      measures.some(({ dimensions }) => dimensions.includes(dimension)),
    ).map((name) => ({ name, title: figures.title(language, name, name) })),
    datasets: datasetsFor(context, actor).map((dataset) => ({
      name: dataset.value.name,
      title: say(`${dataset.plugin}:datasets.${dataset.value.name}.title`),
      needs: dataset.value.needs ?? [],
      columns: columnsFor(context, actor, dataset.value).map(({ name, kind, filter = false }) => ({
        name,
        title: columnTitle(dataset, language, name),
        kind,
        filter,
      })),
    })),
    periods: PERIOD_PRESETS.map((name) => ({ name, title: say(`reports:periods.${name}`) })),
    currencies: CURRENCIES,
    formats: REPORT_FORMATS,
    roles: ROLES.map((name) => ({ name, title: say(`host:roles.${name}`) })),
    channels: context.contributions(deliveryChannel).map(({ plugin, value: { name } }) => ({
      name,
      title: say(`${plugin}:deliveries.${name}`),
    })),
    zone: (await context.organisation()).zone,
    may: {
      define: context.may(actor, 'reports.define'),
      share: context.may(actor, 'reports.share'),
      schedule: context.may(actor, 'reports.schedule'),
    },
  };
}

const STATUSES = ['issued', 'partly_paid', 'paid', 'void'] as const;
const METHODS = ['bank', 'card', 'cash', 'cheque', 'other'] as const;

/** What a dimension without records of its own can be filtered by; null for one that has them. */
export function wordsOf(
  context: PluginContext,
  language: Language,
  dimension: string,
  term: string,
): readonly FilterValue[] | null {
  const { title } = context.use(analytics);
  const words =
    dimension === 'status'
      ? STATUSES.map((id) => ({ id, label: title(language, 'status', id) }))
      : dimension === 'method'
        ? METHODS.map((id) => ({ id, label: title(language, 'method', id) }))
        : dimension === 'currency'
          ? CURRENCIES.map((id) => ({ id, label: id }))
          : null;
  const wanted = term.toLowerCase();
  return words?.filter(({ label }) => label.toLowerCase().includes(wanted)) ?? null;
}
