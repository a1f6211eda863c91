import type { ReactElement } from 'react';
import {
  formatDecimal,
  formatMoney,
  NOTHING,
  useText,
  type Text,
} from '../../../../../src/panel-kit/index.js';
import type { FigureContent, WidgetContent } from '../../../app/dashboard/content.js';
import type { MeasureUnit } from '../../../contract/query.js';
import { Change } from './change.js';
import { Sparkline } from './sparkline.js';

type Content = Extract<WidgetContent, { kind: 'figures' }>;

/** One figure in large digits, or one line a currency: amounts of two are never added. */
export function Figures({ content }: { readonly content: Content }): ReactElement {
  const text = useText('analytics');
  const { figures, unit, rise } = content;
  const [only] = figures;
  if (!only) return <p className="dashboard-value">{unit === 'count' ? '0' : NOTHING}</p>;
  if (figures.length === 1)
    return (
      <>
        <p className="dashboard-value">
          <Linked link={only.link}>{written(only, unit, text)}</Linked>
        </p>
        <p className="dashboard-beside">
          <Change change={only.change} unit={unit} rise={rise} />
          {only.before === null ? null : (
            <span className="ch-unseen">
              {text('dashboard.beforeWas', { value: written({ ...only, value: only.before }, unit, text) })}
            </span>
          )}
        </p>
        <Sparkline values={only.trend} />
      </>
    );
  return (
    <table className="dashboard-figures">
      <thead className="ch-unseen">
        <tr>
          <th scope="col">{text('dashboard.filters.currency')}</th>
          <th scope="col">{text('dashboard.figure')}</th>
          <th scope="col">{text('dashboard.changeHeading')}</th>
        </tr>
      </thead>
      <tbody>
        {figures.map((figure) => (
          <tr key={figure.currency ?? ''}>
            <th scope="row">{figure.currency}</th>
            <td>
              <Linked link={figure.link}>{written({ ...figure, currency: null }, unit, text)}</Linked>
            </td>
            <td>
              <Change change={figure.change} unit={unit} rise={rise} isShort />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Linked({
  link,
  children,
}: {
  readonly link: string | null;
  readonly children: string;
}): ReactElement {
  return link === null ? <>{children}</> : <a href={link}>{children}</a>;
}

function written(
  { value, currency }: Pick<FigureContent, 'value' | 'currency'>,
  unit: MeasureUnit,
  text: Text,
): string {
  if (value === null) return NOTHING;
  if (unit === 'money') return formatMoney(value, currency);
  if (unit === 'percent') return text('dashboard.percent', { value: formatDecimal(value) });
  return unit === 'days' ? text('dashboard.days', { value: formatDecimal(value) }) : formatDecimal(value);
}
