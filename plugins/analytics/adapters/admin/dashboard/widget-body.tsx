import type { ReactElement } from 'react';
import { Chart, useText } from '../../../../../src/panel-kit/index.js';
import type { WidgetView } from '../../../app/dashboard/content.js';
import type { Place } from '../../../domain/dashboard-layout.js';
import { Figures } from './figures.js';
import { Ranking } from './rankings.js';

interface WidgetBodyProps {
  readonly view: WidgetView;
  readonly place: Place;
  /** which of several currencies is looked at */
  readonly currency: string | null;
}

const ROW = 160;
const GAP = 16;
/** What stands above and below a drawing in its card: heading, tools, legend, edges. */
const AROUND = 120;

export function WidgetBody({ view, place, currency }: WidgetBodyProps): ReactElement {
  const text = useText('analytics');
  const { content, title } = view;
  switch (content.kind) {
    case 'figures':
      return <Figures content={content} />;
    case 'charts': {
      const spec = content.charts.find((chart) => (chart.currency ?? null) === currency) ?? content.charts[0];
      const height = Math.max(130, place.height * ROW + (place.height - 1) * GAP - AROUND);
      return spec ? <Chart spec={{ ...spec, title }} title="unseen" height={height} /> : <></>;
    }
    case 'rankings': {
      const ranking = content.rankings.find((one) => one.currency === currency) ?? content.rankings[0];
      return ranking ? <Ranking title={title} heading={content.heading} ranking={ranking} /> : <></>;
    }
    case 'alerts':
      return (
        <ul className="dashboard-alerts">
          {content.alerts.map((alert) => (
            <li key={alert.key} className={`dashboard-alert-${alert.severity}`}>
              <span className="dashboard-severity">{text(`dashboard.severity.${alert.severity}`)}</span>
              <a href={alert.link}>{alert.text}</a>
            </li>
          ))}
        </ul>
      );
    case 'nothing':
      return <p className="dashboard-nothing">{content.sentence}</p>;
    case 'refused':
      return <p className="dashboard-refused">{content.sentence}</p>;
  }
}

/** The currencies that a widget can be switched between. */
export function currenciesOf({ content }: WidgetView): readonly string[] {
  const all =
    content.kind === 'charts'
      ? content.charts.map(({ currency }) => currency)
      : content.kind === 'rankings'
        ? content.rankings.map(({ currency }) => currency)
        : [];
  return all.flatMap((currency) => currency ?? []);
}
