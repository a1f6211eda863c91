import type { AnalyticsResult, AnalyticsRow } from '../../../contract/query.js';
import { byCurrency } from '../by-currency.js';
import type { RankingRow, WidgetContent } from '../content.js';
import { questionOf, shown, type Asked, type Widget } from '../widget.js';
import { changeOf } from './figure.js';

const SHOWN = 8;
/** Who fell to nothing stands last among all of them. */
const READ = 5000;

/** Who bought most, and how that changed. */
export const topRepresentatives = rankingOf('top-representatives', (rows) =>
  rows.filter(({ values }) => Number(values['sales']) > 0).slice(0, SHOWN),
);

/** Whose sales fell most against the compared period, in money rather than in per cent. */
export const fallingRepresentatives = rankingOf('falling-representatives', (rows) =>
  rows
    .filter((row) => fallOf(row) > 0)
    .sort((one, other) => fallOf(other) - fallOf(one))
    .slice(0, SHOWN),
);

type Choose = (rows: readonly AnalyticsRow[]) => readonly AnalyticsRow[];

function rankingOf(name: string, choose: Choose): Widget {
  return {
    name,
    measures: ['sales'],
    width: 2,
    height: 2,
    title: ({ text }) => text(`widgets.${name}`),
    answer(sources, asked) {
      const question = questionOf(asked, {
        measures: ['sales'],
        by: ['representative'],
        sort: { by: 'sales', direction: 'desc' },
        limit: READ,
      });
      return shown(sources.query(question), (result) => rankingContent(result, asked, choose, name));
    },
  };
}

export function rankingContent(
  { rows }: Pick<AnalyticsResult, 'rows'>,
  asked: Asked,
  choose: Choose,
  name: string,
): WidgetContent {
  const rankings = byCurrency(rows, asked)
    .map(({ currency, rows: own }) => {
      const chosen = choose(own);
      const longest = Math.max(0, ...chosen.map(({ values }) => Number(values['sales'])));
      return { currency, rows: chosen.map((row) => rankingRow(row, longest, asked)) };
    })
    .filter(({ rows: chosen }) => chosen.length > 0);
  const needsCompared = name === 'falling-representatives' && asked.compared === null;
  if (rankings.length === 0)
    return { kind: 'nothing', sentence: asked.text(needsCompared ? 'nothing.compared' : `nothing.${name}`) };
  return { kind: 'rankings', heading: asked.title('representative', 'representative'), rankings };
}

function rankingRow(row: AnalyticsRow, longest: number, { links }: Asked): RankingRow {
  const { id = '', label = '' } = row.keys.representative ?? {};
  const value = row.values['sales'] ?? '0';
  const before = row.before?.['sales'] ?? null;
  return {
    title: label,
    link: links.to('sales', { currency: row.currency, of: { dimension: 'representative', id } }),
    value,
    before,
    change: changeOf('money', value, before),
    share: longest > 0 ? Number(value) / longest : 0,
  };
}

/** For the order alone. */
function fallOf({ values, before }: AnalyticsRow): number {
  return Number(before?.['sales'] ?? 0) - Number(values['sales'] ?? 0);
}
