import type { ReactElement, ReactNode } from 'react';
import {
  formatDate,
  formatMoney,
  formatNumber,
  NOTHING,
  StatusBadge,
  Table,
  useText,
} from '../../../../../src/panel-kit/index.js';
import type { StatementsRead } from '../../../contract/work.js';
import { daysOf } from './statement-list.js';

type Statement = StatementsRead['statements'][number];

/** One statement as the file says it. */
export function ReadStatement({ statement }: { readonly statement: Statement }): ReactElement {
  const text = useText('reconciliation');
  const { account, known, currency, from, to, opening, closing, lines, knownLines, first } = statement;
  const money = (amount: string | null): string =>
    amount === null ? NOTHING : formatMoney(amount, currency);
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['days', daysOf(from, to)],
    ['opening', money(opening)],
    ['closing', money(closing)],
    ['sum', <Sum key="sum" statement={statement} />],
    ['lines', formatNumber(lines)],
    ['new', formatNumber(lines - knownLines)],
  ];
  return (
    <section className="ch-card">
      <h2>
        {known?.name ?? account ?? text('statements.nameless')} · {currency}
      </h2>
      <dl className="ch-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{text(`statements.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {first.length > 0 ? (
        <div className="ch-section statements-first">
          <h3>{text('statements.first')}</h3>
          <Table
            caption={text('statements.first')}
            rows={first}
            rowKey={(_, index) => String(index)}
            columns={[
              {
                key: 'on',
                heading: text('statements.bookedOn'),
                cell: ({ bookedOn }) => formatDate(bookedOn),
              },
              {
                key: 'amount',
                heading: text('statements.amount'),
                numeric: true,
                cell: ({ amount }) => money(amount),
              },
              {
                key: 'who',
                heading: text('statements.counterparty'),
                cell: ({ counterparty }) => counterparty ?? NOTHING,
              },
              { key: 'text', heading: text('statements.text'), cell: ({ text: said }) => said ?? NOTHING },
            ]}
          />
        </div>
      ) : null}
    </section>
  );
}

function Sum({ statement }: { readonly statement: Statement }): ReactElement {
  const text = useText('reconciliation');
  const { balanced, difference, currency } = statement;
  if (balanced === null) return <>{text('statements.notTold')}</>;
  if (balanced) return <StatusBadge status="done" label={text('statements.addsUp')} />;
  return (
    <StatusBadge
      status="failed"
      label={text('statements.odd', { difference: formatMoney(difference, currency) })}
    />
  );
}
