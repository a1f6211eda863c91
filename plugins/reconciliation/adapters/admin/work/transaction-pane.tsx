import type { ReactElement } from 'react';
import { Button, Failure, formatDate, formatMoney, useText } from '../../../../../src/panel-kit/index.js';
import type { TransactionView } from '../../../contract/work.js';
import { ByHand } from './by-hand-form.js';
import { AcceptButton, CandidateList } from './candidate-list.js';
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
  const isByHand = canSettle && (opened === 'by-hand' || opened === 'write-off');
  const isShown = isWaiting(transaction.state) && !isByHand;
  return (
    <>
      <Facts transaction={transaction} work={work} />
      {isShown ? <CandidateList transaction={transaction} work={work} canSettle={canSettle} /> : null}
      {isByHand ? <ByHand key={opened} transaction={transaction} work={work} start={opened} /> : null}
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
  const { amount, left, currency, bookedOn, account, reference } = transaction;
  const isPartlySettled = left !== amount && isWaiting(transaction.state);
  const words = transaction.text === reference ? null : transaction.text;
  return (
    <section className="ch-card work-transaction">
      <div className="work-transaction-head">
        <h2 ref={work.focus.heading} tabIndex={-1}>
          {transaction.counterparty ?? text('work.unnamed')}
        </h2>
        <p className="ch-figure">{formatMoney(amount, currency)}</p>
        <StateBadge line={transaction} />
      </div>
      {isPartlySettled ? <p>{text('work.leftOf', { left: formatMoney(left, currency) })}</p> : null}
      <p>{[reference, words].filter(Boolean).join(' · ')}</p>
      <details className="work-facts">
        <summary>
          {formatDate(bookedOn)} · {account.name}
        </summary>
        <AllFacts transaction={transaction} />
      </details>
      {transaction.note && transaction.candidates.length > 0 ? (
        <p className="ch-help">{transaction.note}</p>
      ) : null}
      <Deeds transaction={transaction} work={work} />
    </section>
  );
}

function AllFacts({ transaction }: { readonly transaction: TransactionView }): ReactElement {
  const text = useText('reconciliation');
  const facts: Readonly<Record<string, string | null>> = {
    bookedOn: formatDate(transaction.bookedOn),
    valueOn: transaction.valueOn && formatDate(transaction.valueOn),
    account: transaction.account.name,
    counterpartyAccount: transaction.counterpartyAccount,
    reference: transaction.reference,
    text: transaction.text,
    statement: transaction.statement.fileName,
  };
  return (
    <dl className="ch-facts">
      {Object.entries(facts).map(([name, value]) =>
        value ? (
          <div key={name}>
            <dt>{text(`work.facts.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
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
  const { deeds, summary, open, opened, isNarrow } = work;
  const isProposed = transaction.candidates.length > 0 && opened !== 'by-hand' && opened !== 'write-off';
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
      {isProposed && !isNarrow ? <AcceptButton work={work} /> : null}
      <Button onClick={() => open('by-hand')}>
        {text('work.byHand.open')} <kbd>s</kbd>
      </Button>
      <Button onClick={() => open('write-off')}>
        {text('work.writeOff')} <kbd>w</kbd>
      </Button>
      <Button onClick={() => open('ignore')}>
        {text('work.ignore.open')} <kbd>i</kbd>
      </Button>
    </div>
  );
}
