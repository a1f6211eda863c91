import type { ReactElement } from 'react';
import { Button, formatDateTime, formatMoney, useText } from '../../../../../src/panel-kit/index.js';
import type { SettlementView, TransactionView } from '../../../contract/work.js';
import { Reasons } from './candidate-body.js';
import type { Work } from './use-work.js';

/** What was decided about the transaction, by whom and why; what still stands can be taken back. */
export function History(props: {
  readonly transaction: TransactionView;
  readonly work: Work;
  readonly maySettle: boolean;
}): ReactElement | null {
  const { transaction, work, maySettle } = props;
  const text = useText('reconciliation');
  if (transaction.settlements.length === 0) return null;
  return (
    <section className="ch-card work-history">
      <h2>{text('work.history.title')}</h2>
      <ol>
        {transaction.settlements.map((settlement) => (
          <li key={settlement.id} className={settlement.undoneAt ? 'work-undone' : undefined}>
            <Settlement settlement={settlement} currency={transaction.currency} />
            {maySettle && settlement.undoneAt === null ? (
              <Button busy={work.deeds.isBusy} onClick={() => work.deeds.undo(settlement.id)}>
                {text('work.history.undo')}
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Settlement({
  settlement,
  currency,
}: {
  readonly settlement: SettlementView;
  readonly currency: string;
}): ReactElement {
  const text = useText('reconciliation');
  const { by, at, undoneAt, undoneBy, ruleTitle, parts, reasons } = settlement;
  const house = text('work.history.house');
  return (
    <div>
      <p>
        <strong>{ruleTitle}</strong>{' '}
        <span className="ch-help">
          {text('work.history.by', { who: by ?? house, at: formatDateTime(at) })}
        </span>
      </p>
      {undoneAt ? (
        <p className="work-undone-word">
          {text('work.history.undone', { who: undoneBy ?? house, at: formatDateTime(undoneAt) })}
        </p>
      ) : null}
      <ul className="ch-records">
        {parts.map((part, index) => (
          <li key={index}>
            <Part part={part} currency={currency} />
          </li>
        ))}
      </ul>
      {reasons.length > 0 ? (
        <details>
          <summary>{text('work.history.why')}</summary>
          <Reasons reasons={reasons} />
        </details>
      ) : null}
    </div>
  );
}

function Part({
  part,
  currency,
}: {
  readonly part: SettlementView['parts'][number];
  readonly currency: string;
}): ReactElement {
  const text = useText('reconciliation');
  const what = [part.representative?.name, part.writeOffAccount, part.note].filter(Boolean).join(' · ');
  const isHere = part.archivedWith === null;
  return (
    <>
      {text(`work.parts.${part.kind}`)}{' '}
      <span className="ch-amount">{formatMoney(part.amount, currency)}</span>
      {what ? ` · ${what}` : ''}
      {part.invoices.map(({ id, number, amount }) => (
        <span key={id}>
          {' · '}
          {isHere ? <a href={`/admin/resources/Invoice/records/${id}/show`}>{number}</a> : number}{' '}
          <span className="ch-amount">{formatMoney(amount, currency)}</span>
        </span>
      ))}
      {isHere ? null : ` · ${text('work.history.archived', { year: part.archivedWith })}`}
      {part.paymentId && isHere ? (
        <>
          {' · '}
          <a href={`/admin/resources/Payment/records/${part.paymentId}/show`}>
            {text('work.history.payment')}
          </a>
        </>
      ) : null}
    </>
  );
}
