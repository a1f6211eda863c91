import { useState, type ReactElement } from 'react';
import { Button, Empty, house, Page, useText } from '../../../../panel-kit/index.js';
import { arranged, moved, type HomeLook } from '../home/home-look.js';
import { useHomeLook } from '../home/use-home-look.js';
import { WidgetCard } from '../home/widget-card.js';
import { Icon } from '../shell/icon.js';
import { Skeleton } from './skeleton.js';

/** The home page: what plugins think worth seeing first, in the order that its reader chose. */
export function HouseDashboard(): ReactElement {
  const text = useText();
  const { look, keep } = useHomeLook();
  const [isArranging, setArranging] = useState(false);
  const { widgets, user, organisation } = house();
  return (
    <Page
      title={text('home.greeting', { name: user.name || organisation.name })}
      actions={
        widgets.length > 1 ? (
          <Button aria-pressed={isArranging} onClick={() => setArranging(!isArranging)}>
            <Icon icon="Layout" />
            {text('home.arrange')}
          </Button>
        ) : null
      }
    >
      {widgets.length === 0 ? <Empty title={text('home.nothing')} /> : null}
      {look ? <Widgets look={look} isArranging={isArranging} onChange={keep} /> : <Outlines />}
    </Page>
  );
}

interface WidgetsProps {
  readonly look: HomeLook;
  readonly isArranging: boolean;
  readonly onChange: (look: HomeLook) => void;
}

function Widgets({ look, isArranging, onChange }: WidgetsProps): ReactElement {
  const text = useText();
  const { shown, hidden } = arranged(house().widgets, look);
  const ids = shown.map(({ id }) => id);
  return (
    <>
      <ul className="ch-widgets">
        {shown.map(({ id, title }, index) => (
          <WidgetCard
            key={id}
            id={id}
            title={title}
            tools={
              isArranging ? (
                <div className="ch-actions">
                  <Button
                    aria-label={text('home.earlier', { title })}
                    disabled={index === 0}
                    onClick={() => onChange({ ...look, order: moved(ids, id, -1) })}
                  >
                    <Icon icon="ArrowLeft" />
                  </Button>
                  <Button
                    aria-label={text('home.later', { title })}
                    disabled={index === ids.length - 1}
                    onClick={() => onChange({ ...look, order: moved(ids, id, 1) })}
                  >
                    <Icon icon="ArrowRight" />
                  </Button>
                  <Button
                    aria-label={text('home.hideOne', { title })}
                    onClick={() => onChange({ order: ids, hidden: [...look.hidden, id] })}
                  >
                    <Icon icon="EyeOff" />
                    {text('home.hide')}
                  </Button>
                </div>
              ) : null
            }
          />
        ))}
      </ul>
      {shown.length === 0 && hidden.length > 0 ? <Empty title={text('home.allHidden')} /> : null}
      {isArranging && hidden.length > 0 ? (
        <section className="ch-card ch-section">
          <h2>{text('home.hidden')}</h2>
          <div className="ch-actions">
            {hidden.map(({ id, title }) => (
              <Button
                key={id}
                aria-label={text('home.showOne', { title })}
                onClick={() =>
                  onChange({ order: [...ids, id], hidden: look.hidden.filter((one) => one !== id) })
                }
              >
                <Icon icon="Eye" />
                {title}
              </Button>
            ))}
          </div>
        </section>
      ) : null}
    </>
  );
}

function Outlines(): ReactElement {
  return (
    <ul className="ch-widgets">
      {house().widgets.map(({ id }) => (
        <li key={id} className="ch-card">
          <Skeleton shape="widget" />
        </li>
      ))}
    </ul>
  );
}
