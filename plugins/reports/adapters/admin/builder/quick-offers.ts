import { useEffect, useState } from 'react';
import { fetchJson, useText } from '../../../../../src/panel-kit/index.js';
import { sharedDimensions } from '../../../app/build-definition.js';
import { REPORT_CHARTS, type ReportSource } from '../../../contract/definition.js';
import type { FilterValue } from '../../../contract/doors.js';
import { DOORS } from '../report-doors.js';
import type { Building } from './use-building.js';

/** Something that a report can be given. */
export interface Offer {
  readonly id: string;
  /** what it is: a measure, a cut, a period … */
  readonly what: string;
  readonly title: string;
  readonly take: () => void;
}

/** Dimensions with values of which somebody may type a part of the name. */
const NAMED = ['representative', 'office', 'geo', 'manager', 'product'] as const;
const SHORTEST_NAME = 2;
const SETTLE_MS = 200;
const MOST_OFFERED = 12;

/** Everything that fits what is typed and is not in the report yet; what begins so comes first. */
export function useOffers(building: Building, typed: string): readonly Offer[] {
  const words = useWords(building);
  const values = useValues(building, typed);
  const wanted = typed.trim().toLocaleLowerCase();
  const fits = words.filter(({ title }) => title.toLocaleLowerCase().includes(wanted));
  const begins = ({ title }: Offer): number => (title.toLocaleLowerCase().startsWith(wanted) ? 0 : 1);
  return [...fits.sort((one, other) => begins(one) - begins(other)), ...values].slice(0, MOST_OFFERED);
}

function useWords({ vocabulary, definition, change, changeSource }: Building): Offer[] {
  const text = useText('reports');
  const { source, chart } = definition;
  const periods = vocabulary.periods.map(({ name, title }) => ({
    id: `period-${name}`,
    what: text('builder.steps.period'),
    title,
    take: () => change({ period: { preset: name } }),
  }));
  if (source.kind === 'rows') return periods;
  const measures = vocabulary.measures
    .filter(({ name }) => !source.measures.includes(name))
    .map(({ name, title }) => ({
      id: `measure-${name}`,
      what: text('builder.measure'),
      title,
      take: () => changeSource({ ...source, measures: [...source.measures, name] }),
    }));
  const shared = sharedDimensions(vocabulary, source.measures);
  const cuts = vocabulary.dimensions
    .filter(({ name }) => shared.includes(name) && !source.by.includes(name))
    .map(({ name, title }) => ({
      id: `by-${name}`,
      what: text('builder.steps.by'),
      title,
      take: () => changeSource({ ...source, by: [...source.by, name] }),
    }));
  const comparisons = (['previous', 'year-before'] as const)
    .filter((compare) => compare !== source.compare)
    .map((compare) => ({
      id: `compare-${compare}`,
      what: text('builder.compareWith'),
      title: text(`builder.compare.${compare}`),
      take: () => changeSource({ ...source, compare }),
    }));
  const charts = REPORT_CHARTS.filter((kind) => kind !== chart?.kind && source.by.length > 0).map((kind) => ({
    id: `chart-${kind}`,
    what: text('builder.steps.chart'),
    title: text(`builder.charts.${kind}`),
    take: () => change({ chart: { kind, measure: chart?.measure ?? source.measures[0] ?? '' } }),
  }));
  return [...measures, ...cuts, ...periods, ...comparisons, ...charts];
}

/** Representatives, offices and the like that are called so: each narrows the report to itself. */
function useValues(building: Building, typed: string): readonly Offer[] {
  const [found, setFound] = useState<{ term: string; values: readonly (FilterValue & { of: string })[] }>();
  const { vocabulary, definition, changeSource, learn } = building;
  const { source } = definition;
  const term = typed.trim();
  const shared: readonly string[] =
    source.kind === 'figures' ? sharedDimensions(vocabulary, source.measures) : [];
  const dimensions = NAMED.filter((name) => shared.includes(name));
  const wanted = term.length < SHORTEST_NAME ? '' : dimensions.join();

  useEffect(() => {
    if (wanted === '') return undefined;
    const abort = new AbortController();
    const ask = async (dimension: string): Promise<readonly (FilterValue & { of: string })[]> => {
      const query = new URLSearchParams({ dimension, term });
      const request = { signal: abort.signal };
      const values = await fetchJson<readonly FilterValue[]>(`${DOORS}/values?${query.toString()}`, request);
      return values.map((value) => ({ ...value, of: dimension }));
    };
    const timer = setTimeout(() => {
      // A dimension that cannot be read has nothing to offer.
      void Promise.all(wanted.split(',').map((dimension) => ask(dimension).catch(() => []))).then((all) => {
        if (!abort.signal.aborted) setFound({ term, values: all.flat() });
      });
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [wanted, term]);

  if (found?.term !== term || source.kind !== 'figures') return [];
  const filters: Readonly<Record<string, readonly string[]>> = source.filters;
  return found.values
    .filter(({ id, of }) => !filters[of]?.includes(id))
    .map(({ id, label, of }) => ({
      id: `only-${of}-${id}`,
      what: vocabulary.dimensions.find(({ name }) => name === of)?.title ?? of,
      title: label,
      take: () => {
        learn([{ id, label }]);
        const next = { ...filters, [of]: [...(filters[of] ?? []), id] };
        changeSource({ ...source, filters: next } as ReportSource);
      },
    }));
}
