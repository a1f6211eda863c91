import type { Problem } from '../../../../../src/panel-kit/index.js';

/** The steps of the builder that can be the reason of a refusal. */
export type StepName = 'what' | 'by' | 'filters' | 'period' | 'order' | 'chart';

/** Codes of refusals, by the step in which they are mended. */
const STEP_OF_REFUSAL: Readonly<Record<string, StepName>> = {
  'unknown-measure': 'what',
  'unknown-dataset': 'what',
  'unknown-column': 'what',
  'unknown-currency': 'what',
  'no-rate': 'what',
  'unknown-dimension': 'by',
  'dimension-not-for-measure': 'by',
  'too-many-rows': 'by',
  'column-not-filtered': 'filters',
  'dates-reversed': 'period',
  'sort-not-in-report': 'order',
  'subtotals-need-two': 'order',
  'chart-not-in-report': 'chart',
  'chart-needs-dimension': 'chart',
};

export function refusedStep(problem: Problem | undefined): StepName | null {
  return problem ? (STEP_OF_REFUSAL[problem.code] ?? null) : null;
}
