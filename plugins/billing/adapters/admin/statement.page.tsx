import { useState, type ReactElement } from 'react';
import {
  Await,
  Field,
  formatDate,
  formatMoney,
  LinkButton,
  Notice,
  Page,
  ReferenceInput,
  Table,
  useLoaded,
  useText,
} from '../../../../src/panel-kit/index.js';

interface StatementAnswer {
  readonly representative: { readonly id: string; readonly code: string; readonly name: string };
  readonly currency: string;
  readonly opening: string;
  readonly debits: string;
  readonly credits: string;
  readonly closing: string;
  readonly entries: readonly StatementRow[];
  readonly isComplete: boolean;
}

interface StatementRow {
  readonly on: string;
  readonly kind: string;
  readonly reference: string;
  readonly amount: string;
  readonly balance: string;
}

/** What a representative was invoiced and paid between two days; who and when stand in the address. */
export default function StatementPage(): ReactElement {
  const text = useText('billing');
  const [asked, setAsked] = useState(askedInAddress);
  const { representative, from, to } = asked;
  const days = new URLSearchParams({ from, to }).toString();
  const door = `/admin/x/billing/representatives/${encodeURIComponent(representative)}/statement`;
  const loaded = useLoaded<StatementAnswer>(representative && from && to ? `${door}?${days}` : null);

  const ask = (change: Partial<typeof asked>): void => {
    const next = { ...asked, ...change };
    window.history.replaceState(null, '', `?${new URLSearchParams(next).toString()}`);
    setAsked(next);
  };
  const day = (name: 'from' | 'to'): ReactElement => (
    <Field label={text(`statement.${name}`)} required>
      {(control) => (
        <input
          {...control}
          type="date"
          value={asked[name]}
          onChange={(event) => ask({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  const print = loaded.data ? (
    <LinkButton href={`${door}.pdf?${days}`}>{text('statement.print')}</LinkButton>
  ) : null;

  return (
    <Page title={text('statement.title')} actions={print}>
      <div className="ch-card ch-fields">
        <Field label={text('statement.representative')} required>
          {(control) => (
            <ReferenceInput
              model="Representative"
              value={representative}
              onChange={(id) => ask({ representative: id })}
              control={control}
            />
          )}
        </Field>
        {day('from')}
        {day('to')}
      </div>
      {representative && from && to ? (
        <Await loaded={loaded}>{(statement) => <Statement statement={statement} />}</Await>
      ) : (
        <Notice tone="info">{text('statement.choose')}</Notice>
      )}
    </Page>
  );
}

function Statement({ statement }: { readonly statement: StatementAnswer }): ReactElement {
  const text = useText('billing');
  const { currency, opening, closing, debits, credits, entries, isComplete } = statement;
  const money = (amount: string): string => formatMoney(amount, currency);
  return (
    <section className="ch-card">
      <h2>
        {statement.representative.name} · {money(closing)}
      </h2>
      <p>
        {text('statement.summary', {
          opening: money(opening),
          debits: money(debits),
          credits: money(credits),
        })}
      </p>
      <Table
        caption={text('statement.title')}
        rows={entries}
        rowKey={(_, index) => String(index)}
        columns={[
          { key: 'on', heading: text('statement.date'), cell: ({ on }) => formatDate(on) },
          {
            key: 'entry',
            heading: text('statement.entry'),
            cell: ({ kind, reference }) => `${text(`statement.kinds.${kind}`)} ${reference}`,
          },
          {
            key: 'amount',
            heading: text('statement.amount'),
            numeric: true,
            cell: ({ amount }) => money(amount),
          },
          {
            key: 'balance',
            heading: text('statement.balance'),
            numeric: true,
            cell: ({ balance }) => money(balance),
          },
        ]}
      />
      {isComplete ? null : <Notice tone="info">{text('statement.cut', { count: entries.length })}</Notice>}
    </section>
  );
}

function askedInAddress(): { representative: string; from: string; to: string } {
  const query = new URLSearchParams(window.location.search);
  const today = new Date().toISOString().slice(0, 10);
  return {
    representative: query.get('representative') ?? '',
    from: query.get('from') ?? `${today.slice(0, 4)}-01-01`,
    to: query.get('to') ?? today,
  };
}
