import type { Language } from '../../../src/kernel/permissions.js';
import type { Translator } from '../../../src/kernel/ports.js';
import type { ChartSpec } from '../../../src/values/chart.js';
import type { Review } from '../contract/reviews.js';

const MOST_BARS = 12;

/** Beside the words, for each currency: who brought the change of sales about, offices where there are several, representatives else. */
export function reviewCharts(
  translator: Translator,
  language: Language,
  { facts }: Review,
): readonly ChartSpec[] {
  const say = (key: string, words: Readonly<Record<string, unknown>> = {}): string =>
    translator.text(language, `analytics:panel.review.${key}`, words);
  return facts.flatMap(({ currency, offices, representatives }): readonly ChartSpec[] => {
    const isOfOffices = offices.length > 1;
    const shown = (isOfOffices ? offices : representatives.filter(({ id }) => id !== '')).slice(0, MOST_BARS);
    if (shown.length < 2) return [];
    return [
      {
        kind: 'bars-sideways',
        title: say(isOfOffices ? 'by-office' : 'by-representative', { currency }),
        categories: shown.map(({ name }) => name),
        categoryTitle: say(isOfOffices ? 'office' : 'representative'),
        series: [
          {
            name: say('change'),
            values: shown.map(({ change }) => Number(change)),
            texts: shown.map(({ change }) => change),
          },
        ],
        unit: 'money',
        currency,
      },
    ];
  });
}
