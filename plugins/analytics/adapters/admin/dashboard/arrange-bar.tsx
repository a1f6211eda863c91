import { useState, type ReactElement } from 'react';
import { Button, useText } from '../../../../../src/panel-kit/index.js';
import type { DashboardView } from '../../../app/dashboard/content.js';
import { added, isFull } from '../../../domain/dashboard-layout.js';
import { AddWidget } from './add-widget.js';
import type { Arrangement } from './use-arrangement.js';

interface ArrangeBarProps {
  readonly view: DashboardView | undefined;
  readonly arrangement: Arrangement;
}

/** Arranging is a mode, as on the home page: until it is chosen nothing moves by mistake. */
export function ArrangeBar({ view, arrangement }: ArrangeBarProps): ReactElement {
  const text = useText('analytics');
  const [isAdding, setAdding] = useState(false);
  const { isArranging, setArranging } = arrangement;
  const layout = arrangement.draft ?? view?.layout ?? [];
  return (
    <>
      {isArranging && view ? (
        <Button disabled={isFull(layout)} onClick={() => setAdding(true)}>
          {text('dashboard.add.button')}
        </Button>
      ) : null}
      <Button
        look={isArranging ? 'primary' : 'plain'}
        aria-pressed={isArranging}
        disabled={!view}
        onClick={() => setArranging(!isArranging)}
      >
        {text('dashboard.arrange')}
      </Button>
      {isAdding && view ? (
        <AddWidget
          view={view}
          layout={layout}
          onAdd={(place) => arrangement.change(added(layout, place))}
          onClose={() => setAdding(false)}
        />
      ) : null}
    </>
  );
}
