import { useState, type ReactElement } from 'react';
import { Button, NOTHING, Table, useText } from '../../../../../src/panel-kit/index.js';
import type { RetentionClass, RetentionView } from '../../../contract/doors.js';
import { RuleForm } from './rule-form.js';

interface RuleListProps {
  readonly view: RetentionView;
  readonly onChanged: () => void;
}

/** The rules, each changed where it stands. */
export function RuleList({ view, onChanged }: RuleListProps): ReactElement {
  const text = useText('privacy');
  const [edited, setEdited] = useState<string | null>(null);
  const close = (): void => setEdited(null);
  return (
    <section className="ch-section">
      <h2>{text('retention.rules')}</h2>
      <Table
        caption={text('retention.rules')}
        rows={view.classes}
        rowKey={({ dataClass }) => dataClass}
        columns={[
          { key: 'class', heading: text('retention.class'), cell: ({ title }) => title },
          {
            key: 'kept',
            heading: text('retention.kept'),
            cell: (rule) =>
              edited === rule.dataClass ? (
                <RuleForm rule={rule} onChanged={onChanged} onClose={close} />
              ) : (
                <Kept rule={rule} />
              ),
          },
          { key: 'least', heading: text('retention.least'), cell: (rule) => <Least rule={rule} /> },
          ...(view.mayConfigure
            ? [
                {
                  key: 'change',
                  heading: text('retention.changing'),
                  cell: ({ dataClass, title, expires }: RetentionClass) =>
                    !expires ? (
                      NOTHING
                    ) : edited === dataClass ? null : (
                      <Button
                        aria-label={text('retention.changeOf', { title })}
                        onClick={() => setEdited(dataClass)}
                      >
                        {text('retention.change')}
                      </Button>
                    ),
                },
              ]
            : []),
        ]}
      />
    </section>
  );
}

function Kept({ rule: { days, expires, setting } }: { readonly rule: RetentionClass }): ReactElement {
  const text = useText('privacy');
  if (!expires && setting === null) return <>{text('retention.never')}</>;
  return <>{days === null ? text('retention.forever') : text('register.days', { count: days })}</>;
}

/** What no rule goes below, and why. */
function Least({ rule }: { readonly rule: RetentionClass }): ReactElement {
  const text = useText('privacy');
  const { expires, leastDays, leastBy, setting } = rule;
  if (setting !== null) return <span className="ch-help">{text('retention.bySetting', { setting })}</span>;
  if (!expires) return <span className="ch-help">{text('retention.neverWhy')}</span>;
  return (
    <div>
      {text('register.days', { count: leastDays })}
      <p className="ch-help">{leastBy === null ? text('retention.leastByProduct') : leastBy}</p>
    </div>
  );
}
