import { quantile, spread } from '../series/robust.js';
import type { Decomposition } from '../series/decompose.js';

/** On which scale the noise of a series is the same at every level. */
export type Scale = 'plain' | 'root' | 'logarithm';

const EDGES = [0.35, 0.65] as const;
/** A level or noise that differs by less than this factor is the same. */
const SAME = 1.6;

/** How often larger the noise is in the upper third of the levels than in the lower. */
function noiseRatio({ trend, season, rest }: Decomposition): number {
  const fitted = trend.map((value, at) => value + season[at]!);
  const [low, high] = EDGES.map((edge) => quantile(fitted, edge)) as [number, number];
  const below = spread(rest.filter((_, at) => fitted[at]! <= low));
  const above = spread(rest.filter((_, at) => fitted[at]! >= high));
  return below > 0 && above > 0 ? above / below : 1;
}

/** The scale on which the noise depends on the level least; the plain one unless another is clearly better. */
export function chooseScale(
  values: Float64Array,
  decomposed: (values: Float64Array) => Decomposition,
): { readonly scale: Scale; readonly decomposition: Decomposition } {
  const plain = { scale: 'plain' as Scale, decomposition: decomposed(values) };
  const known = values.filter((value) => !Number.isNaN(value));
  const least = known.reduce((min, value) => Math.min(min, value), Infinity);
  const ratio = noiseRatio(plain.decomposition);
  if (least < 0 || ratio < SAME || quantile(known, 0.9) < SAME * quantile(known, 0.1)) return plain;
  const scales: readonly Scale[] = least > 0 ? ['root', 'logarithm'] : ['root'];
  const unevenness = (decomposition: Decomposition): number => Math.abs(Math.log(noiseRatio(decomposition)));
  return scales.reduce((best, scale) => {
    const tried = { scale, decomposition: decomposed(onScale(values, scale)) };
    return unevenness(tried.decomposition) < 0.75 * unevenness(best.decomposition) ? tried : best;
  }, plain);
}

export function onScale(values: Float64Array, scale: Scale): Float64Array {
  if (scale === 'plain') return values;
  return values.map(scale === 'root' ? Math.sqrt : Math.log);
}

export function fromScale(value: number, scale: Scale): number {
  if (scale === 'plain') return value;
  return scale === 'root' ? Math.max(0, value) ** 2 : Math.exp(value);
}
