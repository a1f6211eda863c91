import type { ReactElement } from 'react';
import { formatDate, formatMoney, Table, useText } from '../../../../../src/panel-kit/index.js';
import type { CandidateView, Reason, TransactionView } from '../../../contract/work.js';
import { SideBySide } from './side-by-side-table.js';

/** A candidate in full: bank beside books, what is put against which invoice, and why. */
export function CandidateBody({
  transaction,
  candidate,
}: {
  readonly transaction: TransactionView;
  readonly candidate: CandidateView;
}): ReactElement {
  return (
    <>
      <SideBySide transaction={transaction} candidate={candidate} />
      {candidate.invoices.length > 0 ? (
        <Invoices candidate={candidate} currency={transaction.currency} />
      ) : null}
      <Besides candidate={candidate} currency={transaction.currency} />
      <Reasons reasons={candidate.reasons} />
    </>
  );
}

function Invoices({
  candidate,
  currency,
}: {
  readonly candidate: CandidateView;
  readonly currency: string;
}): ReactElement {
  const text = useText('reconciliation');
  return (
    <Table
      caption={text('work.invoices.title')}
      rows={candidate.invoices}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'number',
          heading: text('work.invoices.number'),
          cell: ({ id, number }) => <a href={`/admin/resources/Invoice/records/${id}/show`}>{number}</a>,
        },
        { key: 'due', heading: text('work.invoices.due'), cell: ({ dueOn }) => formatDate(dueOn) },
        {
          key: 'outstanding',
          heading: text('work.invoices.outstanding'),
          numeric: true,
          cell: ({ outstanding }) => formatMoney(outstanding, currency),
        },
        {
          key: 'amount',
          heading: text('work.invoices.amount'),
          numeric: true,
          cell: ({ amount }) => formatMoney(amount, currency),
        },
      ]}
    />
  );
}

/** What happens to the money that no invoice takes. */
function Besides({
  candidate,
  currency,
}: {
  readonly candidate: CandidateView;
  readonly currency: string;
}): ReactElement | null {
  const text = useText('reconciliation');
  const { credit, writeOff, counterTransaction, treatment } = candidate;
  const sentences = [
    credit && text('work.besides.credit', { amount: formatMoney(credit, currency) }),
    writeOff &&
      text('work.besides.writeOff', {
        // Told without its sign: which way it goes, the sentence says.
        amount: formatMoney(writeOff.amount.replace('-', ''), currency),
        account: writeOff.account,
      }),
    counterTransaction &&
      text('work.besides.transfer', {
        account: counterTransaction.account,
        date: formatDate(counterTransaction.bookedOn),
        amount: formatMoney(counterTransaction.amount, currency),
      }),
    treatment?.as === 'ignore' && text('work.besides.ignored', { reason: treatment.reason ?? '' }),
    treatment?.as === 'write-off' && text('work.besides.writtenOff', { account: treatment.account ?? '' }),
  ].filter((sentence): sentence is string => Boolean(sentence));
  if (sentences.length === 0) return null;
  return (
    <ul className="ch-records">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

const SIGNS = { for: '✓', against: '✗', neutral: '•' } as const;

/** Each says in a word whether it speaks for the candidate: the sign and the colour repeat it. */
export function Reasons({ reasons }: { readonly reasons: readonly Reason[] }): ReactElement | null {
  const text = useText('reconciliation');
  if (reasons.length === 0) return null;
  return (
    <ul className="work-reasons" aria-label={text('work.reasons.title')}>
      {reasons.map((reason, at) => (
        <li key={at} className={`work-reason-${reason.speaks}`} data-code={reason.code}>
          <span className="work-reason-word">
            <span aria-hidden="true">{SIGNS[reason.speaks]} </span>
            {text(`work.reasons.${reason.speaks}`)}
          </span>
          <span>{reason.text}</span>
        </li>
      ))}
    </ul>
  );
}
