import type { PluginContext } from '../../src/kernel/plugin.js';
import { localDateIn } from '../../src/values/local-date.js';
import { makeFigures } from './adapters/database/figures.js';
import { makeAnswerQuery } from './app/answer-query.js';
import { infoOf, isOfLedger, makeCatalogue, readableMeasures } from './app/catalogue.js';
import { changeOf } from './app/dashboard/widgets/figure.js';
import { comparedPeriod } from './domain/periods.js';
import { kpi } from './contract/kpi.js';
import { periodRemark } from './contract/period-remark.js';
import type { Analytics } from './contract/query.js';

/** The semantic layer, over what this house's plugins have contributed. */
export function provideAnalytics(context: PluginContext): Analytics {
  const { database, clock, translator } = context;
  const catalogue = makeCatalogue(context.contributions(kpi));
  const titles = new Map(catalogue.measures.map(({ name, titleKey }) => [name, titleKey]));
  const measuresOf: Parameters<typeof makeAnswerQuery>[0]['measuresOf'] = (actor) =>
    readableMeasures(catalogue, actor, (reader, permission) => context.may(reader, permission));

  return {
    measures: (actor) => [...measuresOf(actor).values()].map(infoOf),
    query: makeAnswerQuery({ database, catalogue, measuresOf, figures: makeFigures(database.dialect) }),
    title(language, what, name) {
      if (what === 'measure') return translator.text(language, titles.get(name) ?? name);
      if (what === name) return translator.text(language, `analytics:dimensions.${name}`);
      return translator.text(language, `analytics:values.${what}.${name}`);
    },
    change: changeOf,
    async remarks(language, { from, to, compare, measures }) {
      if (measures && !measures.some((name) => isOfLedger(catalogue, name))) return [];
      const shown = measures ? 'figures' : 'records';
      const days = { from, to };
      const periods = compare === undefined ? [days] : [days, comparedPeriod(compare, days)];
      const found = await Promise.all(
        context
          .contributions(periodRemark)
          .map(({ value, context: of }) => value.of({ context: of, language, periods, shown })),
      );
      return found.flat();
    },
    async today() {
      return localDateIn(clock.now(), (await context.organisation()).zone);
    },
  };
}
