import type { Text } from '../../../../../src/panel-kit/index.js';
import type { Misfit } from '../../../app/build-definition.js';
import type { Vocabulary } from '../../../contract/doors.js';

/** Why the first of them does not go together, and what to do; null where there is none. */
export function misfitWords(
  [misfit]: readonly Misfit[],
  { measures, dimensions }: Vocabulary,
  text: Text,
): string | null {
  if (!misfit) return null;
  return text('builder.misfit', {
    measure: measures.find(({ name }) => name === misfit.measure)?.title ?? misfit.measure,
    dimension: dimensions.find(({ name }) => name === misfit.dimension)?.title ?? misfit.dimension,
  });
}
