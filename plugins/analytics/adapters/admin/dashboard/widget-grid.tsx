import { useRef, useState, type ReactElement } from 'react';
import { Empty, useText } from '../../../../../src/panel-kit/index.js';
import type { DashboardView, WidgetView } from '../../../app/dashboard/content.js';
import {
  COLUMNS,
  moved,
  movedTo,
  removed,
  resized,
  ROWS_AT_MOST,
  type Layout,
} from '../../../domain/dashboard-layout.js';
import type { Arrangement } from './use-arrangement.js';
import { useDragging } from './use-dragging.js';
import { useFocusAfter } from './use-focus-after.js';
import { WidgetCard, type Arranging } from './widget-card.js';

interface WidgetGridProps {
  readonly view: DashboardView;
  readonly arrangement: Arrangement;
}

/** The widgets in their places: four columns, two where there is less room, one on a phone. */
export function WidgetGrid({ view, arrangement }: WidgetGridProps): ReactElement {
  const text = useText('analytics');
  const grid = useRef<HTMLUListElement>(null);
  const [said, say] = useState('');
  const layout = arrangement.draft ?? view.layout;
  const focusAfter = useFocusAfter(grid);
  const titleOf = (widget: string): string =>
    [...view.widgets, ...view.offered].find((one) => one.widget === widget)?.title ?? widget;

  const change = (next: Layout, widget: string, part: 'handle' | 'corner'): void => {
    focusAfter(widget, part);
    arrangement.change(next);
    const at = next.findIndex((place) => place.widget === widget);
    const place = next[at];
    if (!place) return;
    const { width, height } = place;
    const facts = { title: titleOf(widget), place: at + 1, count: next.length, width, height };
    say(text(part === 'handle' ? 'dashboard.arranging.moved' : 'dashboard.arranging.resized', facts));
  };
  const { dragged, over, start } = useDragging((widget, target) => {
    const at = layout.findIndex((place) => place.widget === target);
    change(movedTo(layout, widget, at), widget, 'handle');
  });
  const arrangingOf = (widget: string): Arranging | null => {
    const place = layout.find((one) => one.widget === widget);
    if (!arrangement.isArranging || !place) return null;
    const { width, height } = place;
    const at = layout.indexOf(place);
    return {
      isFirst: at === 0,
      isLast: at === layout.length - 1,
      isNarrowest: width === 1,
      isWidest: width === COLUMNS,
      isShortest: height === 1,
      isTallest: height === ROWS_AT_MOST,
      isDragged: dragged === widget,
      isTarget: over === widget && dragged !== widget,
      move: (step) => change(moved(layout, widget, step), widget, 'handle'),
      resize: (size, part = 'corner') =>
        change(resized(layout, widget, { width, height, ...size }), widget, part),
      remove() {
        const neighbour = layout[at + 1] ?? layout[at - 1];
        if (neighbour) focusAfter(neighbour.widget, 'handle');
        arrangement.change(removed(layout, widget));
        say(text('dashboard.arranging.removed', { title: titleOf(widget) }));
      },
      drag: (event) => start(event, widget),
    };
  };
  const contentOf = (widget: string): WidgetView | undefined =>
    view.widgets.find((one) => one.widget === widget);

  return (
    <>
      <p className="ch-unseen" role="status">
        {said}
      </p>
      {layout.length === 0 ? <Empty title={text('dashboard.noWidgets')} /> : null}
      <ul
        className={arrangement.isArranging ? 'dashboard-grid dashboard-grid-arranged' : 'dashboard-grid'}
        ref={grid}
      >
        {layout.map((place) => (
          <WidgetCard
            key={place.widget}
            place={place}
            title={titleOf(place.widget)}
            view={contentOf(place.widget)}
            arranging={arrangingOf(place.widget)}
          />
        ))}
      </ul>
    </>
  );
}

const FIRST_OUTLINES = [1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2];

/** The outlines of a page of the usual shape: nothing jumps when it comes. */
export function Outlines(): ReactElement {
  const text = useText();
  return (
    <div className="ch-loading dashboard-loading" role="status">
      <span className="ch-unseen">{text('loading')}</span>
      <div className="dashboard-grid" aria-hidden="true">
        {FIRST_OUTLINES.map((width, index) => (
          <div key={index} className="dashboard-widget" data-width={width} data-height={index < 8 ? 1 : 2}>
            <span className="ch-outline-line" />
            <span className="ch-outline-line" />
          </div>
        ))}
      </div>
    </div>
  );
}
