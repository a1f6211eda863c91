import type { Actor } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import { addDays, localDateIn, type LocalDate } from '../../../src/values/local-date.js';
import type { ZoneClock } from '../domain/when-due.js';
import { kindFor, kindTitle, knownKinds } from './kinds.js';
import { channelNames } from './preferences.js';

/** Messages by what became of them. */
export interface MessageFigures {
  readonly sent: number;
  readonly failed: number;
  readonly dropped: number;
  /** those on their way among them */
  readonly waiting: number;
}

export interface FiguresOfKind extends MessageFigures {
  readonly channel: string;
  readonly kind: string;
  /** may have arrived twice */
  readonly doubtful: number;
  /** opened, as far as the channel tells */
  readonly read: number;
}

export interface MessageCounter {
  /** Messages made in this time, `from` inclusive, `to` exclusive. */
  byKind(queries: QueryHandle, from: Date, to: Date): Promise<readonly FiguresOfKind[]>;
  /** One of each span between two neighbouring instants. */
  bySpan(queries: QueryHandle, edges: readonly Date[]): Promise<readonly MessageFigures[]>;
  /** Messages whose unique key begins so, by the channel's name. */
  byChannel(queries: QueryHandle, keyPrefix: string): Promise<ReadonlyMap<string, number>>;
}

export interface StatisticsView {
  /** of the organisation's zone, both inclusive */
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly rows: readonly (FiguresOfKind & {
    readonly channelTitle: string;
    readonly kindTitle: string;
  })[];
  readonly spans: readonly (MessageFigures & { readonly from: LocalDate; readonly to: LocalDate })[];
}

interface Needs {
  readonly counter: MessageCounter;
  readonly zones: ZoneClock;
}

/** Days that a span of the chart has, by how many days are looked at. */
export const PERIODS = { 7: 1, 30: 1, 91: 7 } as const;
export type PeriodDays = keyof typeof PERIODS;

/** What became of the messages of the last days, today among them. */
export async function countMessages(
  { counter, zones }: Needs,
  context: PluginContext,
  actor: Actor,
  days: PeriodDays,
): Promise<StatisticsView> {
  const { zone } = await context.organisation();
  const to = localDateIn(context.clock.now(), zone);
  const from = addDays(to, 1 - days);
  const starts = Array.from({ length: days / PERIODS[days] + 1 }, (_, index) =>
    addDays(from, index * PERIODS[days]),
  );
  const edges = starts.map((day) => zones.instant({ day, minute: 0 }, zone));
  const { queries } = context.database;
  const rows = await counter.byKind(queries, edges[0]!, edges.at(-1)!);
  const spans = await counter.bySpan(queries, edges);
  return {
    ...{ from, to },
    rows: inWords(context, actor, rows),
    spans: spans.map((figures, index) => ({
      ...figures,
      from: starts[index]!,
      to: addDays(starts[index + 1]!, -1),
    })),
  };
}

function inWords(
  context: PluginContext,
  { language }: Actor,
  rows: readonly FiguresOfKind[],
): StatisticsView['rows'] {
  const { translator } = context;
  const kinds = knownKinds(context);
  const titles = new Map(
    channelNames(context).map(({ name, title }) => [name, translator.text(language, title)]),
  );
  return rows.map((row) => ({
    ...row,
    // A channel that is not installed any more has left its messages.
    channelTitle: titles.get(row.channel) ?? row.channel,
    kindTitle: kindTitle(context, language, kindFor(kinds, row.kind)),
  }));
}
