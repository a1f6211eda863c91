import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { AnalyticsQuery, AnalyticsResult, Dimension, MeasureInfo } from '../../contract/query.js';

type Answer = Result<AnalyticsResult, Refusal>;
type Ask = (asked: AnalyticsQuery) => Promise<Answer>;

interface Batch {
  readonly measures: Set<string>;
  readonly answer: Promise<Answer>;
}

/**
 * Puts the questions that are asked at once together: those that differ by their measures alone are one, and the same one is asked once.
 * Each asker reads its own measures in the common answer. Refuses `dimension-not-for-measure` by itself, so that one measure which
 * cannot be narrowed as the others are spoils no answer of theirs; `measure` and `dimension` are names.
 */
export function batched(ask: Ask, infos: ReadonlyMap<string, MeasureInfo>): Ask {
  const batches = new Map<string, Batch>();
  return (asked) => {
    const misplaced = misplacedCut(asked, infos);
    if (misplaced) return Promise.resolve(err({ code: 'dimension-not-for-measure', ...misplaced }));
    const key = keyOf(asked, infos);
    const batch = batches.get(key) ?? startBatch(ask, asked, () => batches.delete(key));
    for (const measure of asked.measures) batch.measures.add(measure);
    batches.set(key, batch);
    return batch.answer.then((answer) => (answer.ok ? ok(within(answer.value, asked)) : answer));
  };
}

function startBatch(ask: Ask, asked: AnalyticsQuery, close: () => void): Batch {
  const measures = new Set<string>();
  // Whoever asks in the same turn joins in.
  const answer = Promise.resolve().then(() => {
    close();
    return ask({ ...asked, measures: [...measures] });
  });
  return { measures, answer };
}

/** Amounts come by currency, counts and days over all of them: asked for together, they would come by currency too. */
function keyOf({ measures, ...rest }: AnalyticsQuery, infos: ReadonlyMap<string, MeasureInfo>): string {
  const isOfMoney = measures.some((name) => ['money', 'percent'].includes(infos.get(name)?.unit ?? ''));
  return JSON.stringify([isOfMoney, rest]);
}

/** Rows in which others' measures alone happened are not the asker's. */
function within(result: AnalyticsResult, { measures }: AnalyticsQuery): AnalyticsResult {
  if (result.by.some((dimension) => SPANS.includes(dimension))) return result;
  const isIts = ({ values, before }: AnalyticsResult['rows'][number]): boolean =>
    measures.some((name) => isSomething(values[name]) || isSomething(before?.[name]));
  return { ...result, rows: result.rows.filter(isIts), totals: result.totals.filter(isIts) };
}

const SPANS: readonly Dimension[] = ['day', 'week', 'month', 'quarter', 'year'];

function isSomething(figure: string | null | undefined): boolean {
  return typeof figure === 'string' && /[1-9]/.test(figure);
}

function misplacedCut(
  { measures, by = [], filters = {} }: AnalyticsQuery,
  infos: ReadonlyMap<string, MeasureInfo>,
): { readonly measure: string; readonly dimension: string } | null {
  const cuts = [...by, ...(Object.keys(filters) as Dimension[])];
  for (const measure of measures) {
    const dimension = cuts.find((cut) => !(infos.get(measure)?.dimensions.includes(cut) ?? true));
    if (dimension !== undefined) return { measure, dimension };
  }
  return null;
}
