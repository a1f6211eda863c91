import { useId, useState, type KeyboardEvent, type PointerEvent, type ReactElement } from 'react';
import { Button, Menu, useText } from '../../../../../src/panel-kit/index.js';
import type { WidgetView } from '../../../app/dashboard/content.js';
import type { Place } from '../../../domain/dashboard-layout.js';
import { Mark } from './icons.js';
import { ResizeCorner } from './resize-corner.js';
import { currenciesOf, WidgetBody } from './widget-body.js';

/** What can be done with a widget's place. */
export interface Arranging {
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isNarrowest: boolean;
  readonly isWidest: boolean;
  readonly isShortest: boolean;
  readonly isTallest: boolean;
  readonly isDragged: boolean;
  readonly isTarget: boolean;
  readonly move: (step: 1 | -1) => void;
  readonly resize: (size: { width?: number; height?: number }, focus?: 'handle' | 'corner') => void;
  readonly remove: () => void;
  readonly drag: (event: PointerEvent) => void;
}

interface WidgetCardProps {
  readonly place: Place;
  readonly title: string;
  /** undefined: just put here, not answered yet */
  readonly view: WidgetView | undefined;
  readonly arranging: Arranging | null;
}

export function WidgetCard({ place, title, view, arranging }: WidgetCardProps): ReactElement {
  const id = useId();
  const [currency, setCurrency] = useState<string | null>(null);
  const currencies = view ? currenciesOf(view) : [];
  const looks = [
    'dashboard-widget',
    view ? `dashboard-widget-${view.content.kind}` : '',
    arranging?.isDragged ? 'dashboard-dragged' : '',
    arranging?.isTarget ? 'dashboard-target' : '',
  ];
  return (
    <li
      className={looks.filter(Boolean).join(' ')}
      data-widget={place.widget}
      data-width={place.width}
      data-height={place.height}
      aria-labelledby={id}
    >
      <div className="dashboard-widget-head">
        {arranging ? <Handle title={title} arranging={arranging} /> : null}
        <h2 id={id}>{title}</h2>
        {currencies.length > 1 ? (
          <CurrencySwitch
            title={title}
            currencies={currencies}
            value={currency ?? currencies[0] ?? ''}
            onChange={setCurrency}
          />
        ) : null}
        {arranging ? <PlaceMenu title={title} place={place} arranging={arranging} /> : null}
      </div>
      {view ? (
        <WidgetBody view={view} place={place} currency={currency ?? currencies[0] ?? null} />
      ) : (
        <span className="ch-outline-line" aria-hidden="true" />
      )}
      {arranging ? <ResizeCorner title={title} place={place} onResize={arranging.resize} /> : null}
    </li>
  );
}

function CurrencySwitch(props: {
  readonly title: string;
  readonly currencies: readonly string[];
  readonly value: string;
  readonly onChange: (currency: string) => void;
}): ReactElement {
  const text = useText('analytics');
  const { title, currencies, value, onChange } = props;
  return (
    <select
      className="dashboard-currency"
      aria-label={text('dashboard.currencyOf', { title })}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {currencies.map((currency) => (
        <option key={currency}>{currency}</option>
      ))}
    </select>
  );
}

/** Dragged with the mouse; with the keyboard, the arrows move the widget. */
function Handle({
  title,
  arranging,
}: {
  readonly title: string;
  readonly arranging: Arranging;
}): ReactElement {
  const text = useText('analytics');
  const press = (event: KeyboardEvent): void => {
    const isBack = event.key === 'ArrowLeft' || event.key === 'ArrowUp';
    if (!isBack && event.key !== 'ArrowRight' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    arranging.move(isBack ? -1 : 1);
  };
  return (
    <button
      type="button"
      className="dashboard-handle"
      aria-label={text('dashboard.arranging.handle', { title })}
      title={text('dashboard.arranging.handleHelp')}
      onPointerDown={arranging.drag}
      onKeyDown={press}
    >
      <Mark shape="grip" />
    </button>
  );
}

function PlaceMenu(props: {
  readonly title: string;
  readonly place: Place;
  readonly arranging: Arranging;
}): ReactElement {
  const text = useText('analytics');
  const { title, place, arranging } = props;
  const { width, height } = place;
  const steps = [
    ['earlier', arranging.isFirst, () => arranging.move(-1)],
    ['later', arranging.isLast, () => arranging.move(1)],
    ['wider', arranging.isWidest, () => arranging.resize({ width: width + 1 }, 'handle')],
    ['narrower', arranging.isNarrowest, () => arranging.resize({ width: width - 1 }, 'handle')],
    ['taller', arranging.isTallest, () => arranging.resize({ height: height + 1 }, 'handle')],
    ['shorter', arranging.isShortest, () => arranging.resize({ height: height - 1 }, 'handle')],
    ['remove', false, arranging.remove],
  ] as const;
  return (
    <Menu quiet face={<Mark shape="more" />} label={text('dashboard.arranging.menu', { title })}>
      {steps.map(([name, isOut, act]) => (
        <Button key={name} look="quiet" disabled={isOut} onClick={act}>
          {text(`dashboard.arranging.${name}`)}
        </Button>
      ))}
    </Menu>
  );
}
