import { useState, type FormEvent, type ReactElement } from 'react';
import {
  Await,
  Button,
  Dialog,
  formatDecimal,
  formatNumber,
  Notice,
  Table,
  useLoaded,
  useText,
} from '../../../../../src/panel-kit/index.js';
import type { MoveToAsk, YearPreview, YearsView } from '../../../contract/doors.js';
import { DOORS } from '../archive-doors.js';
import { TypedYear, useYearDeed } from './typed-year.js';

interface MoveDialogProps {
  readonly year: number;
  readonly places: YearsView['places'];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** What would go and what would stay, where copies go, and the year typed once more. */
export function MoveDialog({ year, places, onDone, onClose }: MoveDialogProps): ReactElement {
  const text = useText('archive');
  const preview = useLoaded<YearPreview>(`${DOORS}/years/${year}/preview`);
  return (
    <Dialog title={text('move.title', { year })} onClose={onClose}>
      <Await loaded={preview}>
        {(known) => (
          <>
            <Preview preview={known} />
            {known.invoices + known.payments > 0 ? (
              <MoveForm year={year} places={places} onDone={onDone} onClose={onClose} />
            ) : (
              <div className="ch-actions ch-dialog-end">
                <Button onClick={onClose}>{text('close')}</Button>
              </div>
            )}
          </>
        )}
      </Await>
    </Dialog>
  );
}

function Preview({ preview }: { readonly preview: YearPreview }): ReactElement {
  const text = useText('archive');
  const { invoices, payments, amounts, tables, stays } = preview;
  if (invoices + payments === 0 && stays.length === 0)
    return <Notice tone="info">{text('move.nothing')}</Notice>;
  return (
    <>
      {invoices + payments > 0 ? (
        <>
          <p>
            {text('move.goes', {
              invoices: text('move.invoices', { count: invoices, number: formatNumber(invoices) }),
              payments: text('move.payments', { count: payments, number: formatNumber(payments) }),
            })}
          </p>
          <Table
            caption={text('move.amounts')}
            rows={amounts}
            rowKey={({ currency }) => currency}
            columns={[
              { key: 'currency', heading: text('move.currency'), cell: ({ currency }) => currency },
              {
                key: 'invoiced',
                heading: text('move.invoiced'),
                numeric: true,
                cell: ({ invoiced }) => <span className="ch-amount">{formatDecimal(invoiced)}</span>,
              },
              {
                key: 'paid',
                heading: text('move.paid'),
                numeric: true,
                cell: ({ paid }) => <span className="ch-amount">{formatDecimal(paid)}</span>,
              },
            ]}
          />
          <details>
            <summary>{text('move.tables')}</summary>
            <Table
              caption={text('move.tables')}
              rows={tables.filter(({ rows }) => rows > 0)}
              rowKey={({ table }) => table}
              columns={[
                { key: 'table', heading: text('move.table'), cell: ({ title }) => title },
                {
                  key: 'rows',
                  heading: text('move.rows'),
                  numeric: true,
                  cell: ({ rows }) => formatNumber(rows),
                },
              ]}
            />
          </details>
        </>
      ) : (
        <Notice tone="info">{text('move.nothing')}</Notice>
      )}
      {stays.length > 0 ? (
        <div>
          <p className="ch-label">{text('move.stays')}</p>
          <ul className="archive-plain">
            {stays.map(({ reason, count }) => (
              <li key={reason}>{text(`stays.${reason}`, { count, number: formatNumber(count) })}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </>
  );
}

function MoveForm({ year, places, onDone, onClose }: MoveDialogProps): ReactElement {
  const text = useText('archive');
  const [chosen, setChosen] = useState<readonly string[]>(() => places.map(({ id }) => id));
  const [typed, setTyped] = useState('');
  const deed = useYearDeed({ onDone, onClose });
  const move = (event: FormEvent): void => {
    event.preventDefault();
    const asked: MoveToAsk = { typed, places: chosen };
    void deed.send(`${DOORS}/years/${year}/move`, asked, text('move.asked', { year }));
  };
  return (
    <form className="ch-stack" onSubmit={move}>
      {places.length > 0 ? (
        <fieldset className="ch-ticks">
          <legend className="ch-label">{text('move.places')}</legend>
          {places.map(({ id, name }) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={chosen.includes(id)}
                onChange={({ target }) =>
                  setChosen(target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))
                }
              />
              {name}
            </label>
          ))}
        </fieldset>
      ) : null}
      {chosen.length === 0 ? <Notice tone="warning">{text('move.noCopy')}</Notice> : null}
      <p className="ch-help">{text('move.how')}</p>
      <TypedYear year={year} typed={typed} onChange={setTyped} />
      {deed.failure}
      <div className="ch-actions ch-dialog-end">
        <Button onClick={onClose}>{text('cancel')}</Button>
        <Button type="submit" look="danger" busy={deed.isBusy} disabled={typed.trim() !== String(year)}>
          {text('move.do')}
        </Button>
      </div>
    </form>
  );
}
