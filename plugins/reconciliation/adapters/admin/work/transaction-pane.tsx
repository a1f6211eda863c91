import type { ReactElement } from 'react';
import { Button, Failure, formatDate, formatMoney, useText } from '../../../../../src/panel-kit/index.js';
import type { TransactionView } from '../../../contract/work.js';
import { ByHand } from './by-hand-form.js';
import { CandidateList } from './candidate-list.js';
import { History } from './history.js';
import { IgnoreDialog } from './ignore-dialog.js';
import { TransactionOutline } from './outlines.js';
import type { Work } from './use-work.js';
import { isWaiting } from './work-address.js';
import { StateBadge } from './work-list.js';

/** The transaction that is looked at: what the bank says, what it may be, and what became of it. */
export function TransactionPane({ work }: { readonly work: Work }): ReactElement | null {
  const { looked, id, hrefOf, isNarrow } = work;
  const text = useText('reconciliation');
  if (id === '') return null;
  return (
    <div className="work-pane">
      {isNarrow ? (
        <p>
          <a href={hrefOf({ transaction: '' })}>{text('work.back')}</a>
        </p>
      ) : null}
      {looked.problem ? <Failure problem={looked.problem} onRetry={looked.reload} /> : null}
      {looked.data ? <Transaction key={id} transaction={looked.data} work={work} /> : null}
      {!looked.data && !looked.problem ? <TransactionOutline /> : null}
    </div>
  );
}

function Transaction({
  transaction,
  work,
}: {
  readonly transaction: TransactionView;
  readonly work: Work;
}): ReactElement {
  const { summary, opened } = work;
  const maySettle = summary.data?.maySettle ?? false;
  const canSettle = maySettle && isWaiting(transaction.state);
  return (
    <>
      <Facts transaction={transaction} work={work} />
      {canSettle && (opened === 'by-hand' || opened === 'write-off') ? (
        <ByHand key={opened} transaction={transaction} work={work} start={opened} />
      ) : (
        <CandidateList transaction={transaction} work={work} canSettle={canSettle} />
      )}
      {canSettle && opened === 'ignore' ? <IgnoreDialog transaction={transaction} work={work} /> : null}
      <History transaction={transaction} work={work} maySettle={maySettle} />
    </>
  );
}

function Facts({
  transaction,
  work,
}: {
  readonly transaction: TransactionView;
  readonly work: Work;
}): ReactElement {
  const text = useText('reconciliation');
  const { amount, left, currency } = transaction;
  const isPartlySettled = left !== amount && isWaiting(transaction.state);
  const facts: readonly (readonly [string, string | null])[] = [
    ['bookedOn', formatDate(transaction.bookedOn)],
    [
      'valueOn',
      transaction.valueOn === transaction.bookedOn
        ? null
        : transaction.valueOn && formatDate(transaction.valueOn),
    ],
    ['account', transaction.account.name],
    ['counterpartyAccount', transaction.counterpartyAccount],
    ['reference', transaction.reference],
    ['text', transaction.text === transaction.reference ? null : transaction.text],
    ['statement', transaction.statement.fileName],
  ];
  return (
    <section className="ch-card work-transaction">
      <div className="work-transaction-head">
        <h2 ref={work.focus.heading} tabIndex={-1}>
          {transaction.counterparty ?? text('work.unnamed')}
        </h2>
        <p className="ch-figure">{formatMoney(amount, currency)}</p>
        <StateBadge line={transaction} />
        {isPartlySettled ? (
          <p className="work-left">{text('work.leftOf', { left: formatMoney(left, currency) })}</p>
        ) : null}
      </div>
      <dl className="ch-facts work-facts">
        {facts.flatMap(([name, value]) =>
          value
            ? [
                <div key={name}>
                  <dt>{text(`work.facts.${name}`)}</dt>
                  <dd>{value}</dd>
                </div>,
              ]
            : [],
        )}
      </dl>
      {transaction.note ? <p className="ch-help">{transaction.note}</p> : null}
      <Deeds transaction={transaction} work={work} />
    </section>
  );
}

function Deeds({
  transaction,
  work,
}: {
  readonly transaction: TransactionView;
  readonly work: Work;
}): ReactElement | null {
  const text = useText('reconciliation');
  const { deeds, summary, open } = work;
  if (!summary.data?.maySettle) return null;
  if (transaction.state === 'ignored')
    return (
      <div className="ch-actions">
        <Button busy={deeds.isBusy} onClick={deeds.reopen}>
          {text('work.reopen')}
        </Button>
      </div>
    );
  if (!isWaiting(transaction.state)) return null;
  return (
    <div className="ch-actions">
      <Button onClick={() => open('by-hand')}>
        {text('work.byHand.open')} <kbd>s</kbd>
      </Button>
      <Button onClick={() => open('write-off')}>
        {text('work.byHand.writeOff')} <kbd>w</kbd>
      </Button>
      <Button onClick={() => open('ignore')}>
        {text('work.ignore.open')} <kbd>i</kbd>
      </Button>
      <Button look="quiet" busy={deeds.isBusy} onClick={deeds.lookAgain}>
        {text('work.lookAgain')}
      </Button>
    </div>
  );
}
