import type { ReactElement } from 'react';
import {
  Await,
  changesOf,
  Empty,
  formatDate,
  formatDateTime,
  formatMoney,
  formatNumber,
  NOTHING,
  StatusBadge,
  Table,
  useLive,
  useLoaded,
  useText,
} from '../../../../../src/panel-kit/index.js';
import type { StatementView } from '../../../contract/work.js';
import { DOORS } from './use-intake.js';

/** What was taken so far, newest first, and how much of it is settled. */
export function StatementList(): ReactElement {
  const text = useText('reconciliation');
  const loaded = useLoaded<readonly StatementView[]>(`${DOORS}/statements`);
  useLive(changesOf('BankStatement', 'BankTransaction'), loaded.reload);
  return (
    <section className="ch-section">
      <h2>{text('statements.list')}</h2>
      <Await loaded={loaded}>
        {(statements) =>
          statements.length === 0 ? (
            <Empty title={text('statements.none')} />
          ) : (
            <Statements statements={statements} />
          )
        }
      </Await>
    </section>
  );
}

function Statements({ statements }: { readonly statements: readonly StatementView[] }): ReactElement {
  const text = useText('reconciliation');
  return (
    <Table
      caption={text('statements.list')}
      rows={statements}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'account',
          heading: text('accounts.account'),
          cell: ({ id, account }) => (
            <a href={`/admin/resources/BankStatement/records/${id}/show`}>{account.name}</a>
          ),
        },
        {
          key: 'days',
          heading: text('statements.days'),
          cell: ({ from, to }) => daysOf(from, to),
        },
        {
          key: 'closing',
          heading: text('statements.closing'),
          numeric: true,
          cell: ({ closing, currency }) => (closing === null ? NOTHING : formatMoney(closing, currency)),
        },
        {
          key: 'sum',
          heading: text('statements.sum'),
          cell: ({ difference, overrideReason }) =>
            overrideReason === null ? (
              text(difference === null ? 'statements.notTold' : 'statements.addsUp')
            ) : (
              <span title={overrideReason}>
                <StatusBadge status="warning" label={text('statements.overridden')} />
              </span>
            ),
        },
        {
          key: 'settled',
          heading: text('statements.settled'),
          cell: ({ id, settled, added }) => <Settled id={id} settled={settled} added={added} />,
        },
        {
          key: 'file',
          heading: text('statements.fileName'),
          cell: ({ fileName }) => <span className="statements-file">{fileName}</span>,
        },
        {
          key: 'at',
          heading: text('statements.at'),
          cell: ({ createdAt }) => formatDateTime(createdAt),
        },
      ]}
    />
  );
}

/** Leads to what is left of it. */
function Settled(props: Pick<StatementView, 'id' | 'settled' | 'added'>): ReactElement {
  const text = useText('reconciliation');
  const { id, settled, added } = props;
  if (added === 0) return <>{text('statements.noneNew')}</>;
  const words = text('statements.settledOf', { settled: formatNumber(settled), added: formatNumber(added) });
  return (
    <a className="statements-settled" href={`/admin/pages/reconciliation-reconcile?statement=${id}`}>
      <progress max={added} value={settled} aria-hidden="true" />
      <span>{words}</span>
    </a>
  );
}

export function daysOf(from: string | null, to: string | null): string {
  return from === to ? formatDate(to) : `${formatDate(from)}\u00a0– ${formatDate(to)}`;
}
