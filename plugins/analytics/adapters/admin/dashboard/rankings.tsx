import type { ReactElement } from 'react';
import { formatMoney, useText } from '../../../../../src/panel-kit/index.js';
import type { WidgetContent } from '../../../app/dashboard/content.js';
import { Change } from './change.js';

type Rankings = Extract<WidgetContent, { kind: 'rankings' }>;

interface RankingProps {
  readonly title: string;
  readonly heading: string;
  readonly ranking: Rankings['rankings'][number];
}

/** Names in their order, each with its figure, a bar to compare by, and how it changed. */
export function Ranking({ title, heading, ranking }: RankingProps): ReactElement {
  const text = useText('analytics');
  const isCompared = ranking.rows.some(({ change }) => change !== null);
  return (
    <table className="dashboard-ranking">
      <caption className="ch-unseen">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{heading}</th>
          <th scope="col" className="ch-numeric">
            {ranking.currency ?? text('dashboard.figure')}
          </th>
          {isCompared ? (
            <th scope="col" className="ch-numeric">
              {text('dashboard.changeHeading')}
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {ranking.rows.map((row, index) => (
          <tr key={`${index} ${row.title}`}>
            <th scope="row">
              <span className="dashboard-bar" style={{ width: `${(row.share * 100).toFixed(1)}%` }} />
              {row.link === null ? row.title : <a href={row.link}>{row.title}</a>}
            </th>
            <td className="ch-numeric">{formatMoney(row.value)}</td>
            {isCompared ? (
              <td className="ch-numeric">
                <Change change={row.change} unit="money" rise="good" isShort />
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
