import { isCurrency, type CurrencyCode } from '../../../src/values/currency.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import {
  DIMENSIONS,
  GRAINS,
  type AnalyticsQuery,
  type Dimension,
  type Filters,
  type Grain,
} from '../contract/query.js';
import { isBalance, type Measure } from './measures.js';
import { comparedPeriod, spansOf, type Period } from './periods.js';

/** A query that was found to make sense. */
export interface Question {
  readonly measures: readonly Measure[];
  readonly by: readonly Dimension[];
  readonly period: Period;
  readonly compared: Period | null;
  readonly filters: Filters;
  readonly convertTo: CurrencyCode | null;
  readonly sort: { readonly by: string; readonly direction: 'asc' | 'desc' } | null;
  readonly limit: number;
}

const DEFAULT_LIMIT = 1000;
const MOST_ROWS = 10_000;
const MOST_SPANS = 10_000;

/**
 * @param known the measures that the reader may read, with the dimensions that the reader may cut by
 * Refuses `unknown-measure`, `unknown-dimension`, `dimension-not-for-measure`, `dates-reversed`, `unknown-currency`, `too-many-rows`.
 */
export function readQuestion(
  asked: AnalyticsQuery,
  known: ReadonlyMap<string, Measure>,
): Result<Question, Refusal> {
  const { by = [], filters = {}, convertTo, limit = DEFAULT_LIMIT } = asked;
  const unknown = asked.measures.find((name) => !known.has(name));
  if (unknown !== undefined || asked.measures.length === 0)
    return err({ code: 'unknown-measure', measure: unknown ?? '' });
  const measures = [...new Set(asked.measures)].flatMap((name) => known.get(name) ?? []);
  const cuts = [...by, ...Object.keys(filters)];
  const stray = cuts.find((dimension) => !isDimension(dimension));
  if (stray !== undefined) return err({ code: 'unknown-dimension', dimension: stray });
  const misplaced = misplacedCut(measures, by, cuts as readonly Dimension[]);
  if (misplaced) return err({ code: 'dimension-not-for-measure', ...misplaced });

  const sort = asked.sort ?? null;
  if (sort !== null && !asked.measures.includes(sort.by) && !(by as readonly string[]).includes(sort.by))
    return err({ code: 'unknown-measure', measure: sort.by });

  const period = { from: asked.from, to: asked.to };
  const compared = asked.compare === undefined ? null : comparedPeriod(asked.compare, period);
  const reversed = [period, compared].find((each) => each !== null && each.from > each.to);
  if (reversed) return err({ code: 'dates-reversed', from: reversed.from, to: reversed.to });
  if (convertTo !== undefined && !isCurrency(convertTo))
    return err({ code: 'unknown-currency', value: convertTo });
  const grain = grainsOf(by)[0];
  if (limit > MOST_ROWS || limit < 1 || (grain !== undefined && spansOf(grain, period).length > MOST_SPANS))
    return err({ code: 'too-many-rows', most: MOST_ROWS });
  return ok({
    measures,
    by: [...new Set(by)],
    period,
    compared,
    filters,
    convertTo: convertTo ?? null,
    sort,
    limit,
  });
}

export function grainsOf(by: readonly Dimension[]): readonly Grain[] {
  return by.filter((dimension) => isGrain(dimension));
}

export function isGrain(dimension: string): dimension is Grain {
  return (GRAINS as readonly string[]).includes(dimension);
}

function isDimension(name: string): name is Dimension {
  return (DIMENSIONS as readonly string[]).includes(name);
}

/** What is overdue for how long is asked of one day: by bucket there are no spans of time. */
function misplacedCut(
  measures: readonly Measure[],
  by: readonly Dimension[],
  cuts: readonly Dimension[],
): { readonly measure: string; readonly dimension: string } | null {
  for (const measure of measures) {
    const dimension = cuts.find((cut) => !measure.dimensions.includes(cut));
    if (dimension !== undefined) return { measure: measure.name, dimension };
    if (isBalance(measure) && by.includes('bucket') && grainsOf(by).length > 0)
      return { measure: measure.name, dimension: 'bucket' };
  }
  return null;
}
