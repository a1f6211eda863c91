import { useState, type ReactElement } from 'react';
import { Button, Dialog, Empty, Field, useText } from '../../../../../src/panel-kit/index.js';
import type { DashboardView } from '../../../app/dashboard/content.js';
import { MEASURE_CHARTS } from '../../../app/dashboard/widgets/shapes.js';
import type { Layout, Place } from '../../../domain/dashboard-layout.js';

interface AddWidgetProps {
  readonly view: DashboardView;
  readonly layout: Layout;
  readonly onAdd: (place: Place) => void;
  readonly onClose: () => void;
}

/** Widgets that are not on the page yet, and any measure in a shape of one's own. */
export function AddWidget({ view, layout, onAdd, onClose }: AddWidgetProps): ReactElement {
  const text = useText('analytics');
  const left = view.offered.filter(({ widget }) => !layout.some((place) => place.widget === widget));
  const add = (place: Place): void => {
    onAdd(place);
    onClose();
  };
  return (
    <Dialog title={text('dashboard.add.title')} onClose={onClose} className="dashboard-add">
      {left.length === 0 ? <Empty title={text('dashboard.add.all')} /> : null}
      <ul className="dashboard-offered">
        {left.map(({ widget, title, width, height }) => (
          <li key={widget}>
            <Button onClick={() => add({ widget, width, height })}>{title}</Button>
          </li>
        ))}
      </ul>
      <OwnShape view={view} onAdd={add} />
    </Dialog>
  );
}

function OwnShape({
  view,
  onAdd,
}: {
  readonly view: DashboardView;
  readonly onAdd: (place: Place) => void;
}): ReactElement {
  const text = useText('analytics');
  const [shape, setShape] = useState({ measure: '', dimension: '', chart: 'bar' });
  const measure = view.measures.find(({ name }) => name === shape.measure) ?? view.measures[0];
  const dimension =
    measure?.dimensions.find(({ name }) => name === shape.dimension) ?? measure?.dimensions[0];
  const fields = [
    { name: 'measure', value: measure?.name, options: view.measures },
    { name: 'dimension', value: dimension?.name, options: measure?.dimensions ?? [] },
    {
      name: 'chart',
      value: shape.chart,
      options: MEASURE_CHARTS.map((name) => ({ name, title: text(`dashboard.shapes.${name}`) })),
    },
  ];
  const widget = `measure.${measure?.name}.${dimension?.name}.${shape.chart}`;
  return (
    <fieldset className="dashboard-shape">
      <legend>{text('dashboard.add.own')}</legend>
      <div className="ch-fields">
        {fields.map(({ name, value, options }) => (
          <Field key={name} label={text(`dashboard.add.${name}`)}>
            {(control) => (
              <select
                {...control}
                value={value}
                onChange={(event) => setShape({ ...shape, [name]: event.target.value })}
              >
                {options.map((option) => (
                  <option key={option.name} value={option.name}>
                    {option.title}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ))}
      </div>
      <Button look="primary" onClick={() => onAdd({ widget, width: 2, height: 2 })}>
        {text('dashboard.add.put')}
      </Button>
    </fieldset>
  );
}
