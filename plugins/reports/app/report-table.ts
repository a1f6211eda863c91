import type { Actor, Language } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { ReportDefinition } from '../contract/definition.js';
import type { TableHead, TableRow } from '../contract/table.js';
import type { Span } from '../domain/span-of-period.js';

/** A report being made: every format is written from it, so that every figure is the same in all of them. */
export interface ReportTable extends TableHead {
  readonly language: Language;
  /** for the progress bar; null when it is not known */
  readonly expectedRows: number | null;
  /** once, in batches; subtotals stand among them */
  rows(signal: AbortSignal): AsyncIterable<readonly TableRow[]>;
  /** one a currency; of figures at any time, of rows when they have been read to their end */
  totals(): readonly TableRow[];
}

/** A report to be made for somebody. */
export interface ReportOrder {
  readonly context: PluginContext;
  readonly actor: Actor;
  readonly language: Language;
  readonly definition: ReportDefinition;
  readonly span: Span;
}

export const textsOf =
  ({ context, language }: Pick<ReportOrder, 'context' | 'language'>) =>
  (key: string, facts?: Readonly<Record<string, unknown>>): string =>
    context.translator.text(language, `reports:${key}`, facts);
