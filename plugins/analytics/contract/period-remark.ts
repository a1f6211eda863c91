import { defineExtensionPoint } from '../../../src/kernel/extension-points.js';
import type { Language } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { LocalDate } from '../../../src/values/local-date.js';

export interface RemarkAsked {
  /** of whoever contributed it */
  readonly context: PluginContext;
  readonly language: Language;
  /** business days that are shown, each from and to included: those asked for, and those compared with */
  readonly periods: readonly { readonly from: LocalDate; readonly to: LocalDate }[];
  /** figures of the ledger, or its records one by one */
  readonly shown: 'figures' | 'records';
}

/** What readers of the ledger have to know beside what is shown of these days: a footnote under reports, dashboards and answers of the API. */
export interface PeriodRemark {
  /** unique in the house */
  readonly name: string;
  /** Whole sentences; none where there is nothing to say. It is asked with every figure: a look into an index at most. */
  readonly of: (asked: RemarkAsked) => Promise<readonly string[]>;
}

export const periodRemark = defineExtensionPoint<PeriodRemark>('analytics.period-remark', ({ name }) =>
  /^[a-z][a-z0-9-]{0,59}$/.test(name)
    ? null
    : `its name ${JSON.stringify(name)} is not lower-case words with hyphens`,
);
