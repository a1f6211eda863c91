import type { ReactElement } from 'react';
import { figureInWords } from '../../charts/figures.js';
import { tableOf } from '../../charts/table.js';
import type { ChartSpec } from '../../values/chart.js';
import { useLanguage } from '../text.js';

/** The chart's figures, every digit of them. Its frame scrolls, by the keyboard too. */
export function ChartTable({
  spec,
  height,
}: {
  readonly spec: ChartSpec;
  readonly height: number;
}): ReactElement {
  const language = useLanguage();
  const { heading, rows } = tableOf(spec);
  return (
    <div
      className="ch-chart-table"
      style={{ maxHeight: height }}
      role="region"
      aria-label={spec.title}
      tabIndex={0}
    >
      <table>
        <caption className="ch-unseen">{spec.title}</caption>
        <thead>
          <tr>
            {heading.map((words, index) => (
              <th key={index} scope="col" className={index === 0 ? undefined : 'ch-numeric'}>
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ category, cells, link, notes }, index) => (
            <tr key={index}>
              <th scope="row">
                {link === null ? category : <a href={link}>{category}</a>}
                {notes.map((note) => (
                  <small key={note}>◆ {note}</small>
                ))}
              </th>
              {cells.map((cell, column) => (
                <td key={column} className="ch-numeric">
                  {figureInWords(cell, spec, language)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
