import { useState, type ReactElement } from 'react';
import {
  Await,
  Button,
  Empty,
  Field,
  formatMoney,
  formatNumber,
  NOTHING,
  Notice,
  StatusBadge,
  Table,
  useLoaded,
  useText,
  type Column,
  type Text,
} from '../../../../../src/panel-kit/index.js';
import type { PlanCountsView, PlanLineView, PlanView } from '../../../contract/ladder-doors.js';
import { dayWords } from './stage-words.js';

const DOOR = '/admin/x/notifications/ladder/plan';
const OUTCOMES = [
  ...['remind', 'not-yet', 'told', 'paused', 'disputed'],
  ...['nobody', 'outside-segments', 'no-ladder'],
] as const;

/** What would go out on a day, and why not more: the very plan of the walk. */
export function PlanPreview({ today }: { readonly today: string }): ReactElement {
  const text = useText('notifications');
  const [on, setOn] = useState(today);
  const [outcome, setOutcome] = useState('remind');
  // Where each page that was seen begins; the last is the one that is shown.
  const [places, setPlaces] = useState<readonly string[]>(['']);
  const after = places.at(-1) ?? '';
  const loaded = useLoaded<PlanView>(`${DOOR}?${new URLSearchParams({ on, outcome, after }).toString()}`);
  const counts = useLoaded<PlanCountsView>(`${DOOR}/counts?${new URLSearchParams({ on }).toString()}`);
  const titleOf = (name: string): string => {
    const count = counts.data?.counts[name] ?? (counts.data ? 0 : null);
    const title = text(`ladder.plan.outcomes.${name}`);
    return count === null ? title : `${title} (${formatNumber(count)})`;
  };

  return (
    <section className="ladder-plan ch-stack" aria-label={text('ladder.plan.title')}>
      <div className="ladder-plan-head">
        <h2>{text('ladder.plan.title')}</h2>
        <a href="/admin/pages/notifications-templates">{text('ladder.plan.words')}</a>
      </div>
      <p className="ladder-muted">{text('ladder.plan.help')}</p>
      <div className="ladder-grid">
        <Field label={text('ladder.plan.day')}>
          {(control) => (
            <input
              {...control}
              type="date"
              min={today}
              value={on}
              onChange={(event) => {
                setOn(event.target.value || today);
                setPlaces(['']);
              }}
            />
          )}
        </Field>
        <Field label={text('ladder.plan.show')}>
          {(control) => (
            <select
              {...control}
              value={outcome}
              onChange={(event) => {
                setOutcome(event.target.value);
                setPlaces(['']);
              }}
            >
              <option value="">{text('ladder.plan.all')}</option>
              {OUTCOMES.map((name) => (
                <option key={name} value={name}>
                  {titleOf(name)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Await loaded={loaded}>
        {({ lines, next, isAnyLadderActive }) => (
          <>
            {isAnyLadderActive ? null : (
              <Notice tone="info">
                <p>{text('ladder.plan.noneActive')}</p>
              </Notice>
            )}
            {lines.length === 0 ? (
              <Empty title={text('ladder.plan.none')} />
            ) : (
              <Table
                caption={text('ladder.plan.title')}
                columns={columnsOf(text)}
                rows={lines}
                rowKey={({ invoice, stage }) => `${invoice.id} ${stage?.audience ?? ''}`}
              />
            )}
            {places.length > 1 || next !== null ? (
              <div className="ch-actions">
                <Button
                  disabled={places.length === 1}
                  onClick={() => setPlaces((before) => before.slice(0, -1))}
                >
                  {text('ladder.plan.earlier')}
                </Button>
                <Button
                  disabled={next === null}
                  onClick={() => setPlaces((before) => (next === null ? before : [...before, next]))}
                >
                  {text('ladder.plan.later')}
                </Button>
              </div>
            ) : null}
          </>
        )}
      </Await>
    </section>
  );
}

function columnsOf(text: Text): readonly Column<PlanLineView>[] {
  return [
    {
      key: 'invoice',
      heading: text('ladder.plan.invoice'),
      cell: ({ invoice }) => <a href={recordPage('Invoice', invoice.id)}>{invoice.number}</a>,
    },
    {
      key: 'representative',
      heading: text('ladder.plan.representative'),
      cell: ({ representative }) => (
        <a href={recordPage('Representative', representative.id)}>{representative.name}</a>
      ),
    },
    {
      key: 'outstanding',
      heading: text('ladder.plan.outstanding'),
      numeric: true,
      cell: ({ outstanding, currency }) => formatMoney(outstanding, currency),
    },
    {
      key: 'daysLate',
      heading: text('ladder.plan.daysLate'),
      numeric: true,
      cell: ({ daysLate }) => formatNumber(daysLate),
    },
    {
      key: 'stage',
      heading: text('ladder.plan.stage'),
      cell: ({ stage, ladder }) =>
        stage === null ? (
          NOTHING
        ) : (
          <>
            {dayWords(text, stage.day)}
            <br />
            <span className="ladder-muted">
              {`${ladder ?? ''} · ${text(`ladder.audiences.${stage.audience}`)} · ${text(`ladder.wordings.${stage.wording}`)}`}
            </span>
          </>
        ),
    },
    {
      key: 'to',
      heading: text('ladder.plan.to'),
      cell: ({ to }) => (to.length === 0 ? NOTHING : to.join(', ')),
    },
    {
      key: 'reason',
      heading: text('ladder.plan.reason'),
      cell: ({ outcome, reason }) => (
        <>
          <StatusBadge
            status={outcome === 'remind' ? 'active' : 'waiting'}
            label={text(`ladder.plan.outcomes.${outcome}`)}
          />{' '}
          {reason}
        </>
      ),
    },
  ];
}

function recordPage(model: string, id: string): string {
  return `/admin/resources/${model}/records/${encodeURIComponent(id)}/show`;
}
