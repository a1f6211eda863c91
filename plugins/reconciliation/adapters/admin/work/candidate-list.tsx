import type { ReactElement } from 'react';
import { Button, Empty, formatMoney, useText } from '../../../../../src/panel-kit/index.js';
import type { CandidateView, TransactionView } from '../../../contract/work.js';
import { CandidateBody } from './candidate-body.js';
import type { Work } from './use-work.js';

/** What the transaction may be, the best first. One is unfolded: the one that is accepted. */
export function CandidateList(props: {
  readonly transaction: TransactionView;
  readonly work: Work;
  readonly canSettle: boolean;
}): ReactElement | null {
  const { transaction, work, canSettle } = props;
  const text = useText('reconciliation');
  const { candidates } = transaction;
  if (!canSettle && candidates.length === 0) return null;
  if (candidates.length === 0)
    return (
      <section className="ch-card work-candidates">
        <Empty title={text('work.candidates.none')}>
          <p>{transaction.note ?? text('work.candidates.noneHelp')}</p>
          <LookAgain work={work} />
        </Empty>
      </section>
    );
  return (
    <section className="ch-card work-candidates">
      <div className="work-candidates-head">
        <h2>{text('work.candidates.title', { count: candidates.length })}</h2>
        {canSettle ? <LookAgain work={work} /> : null}
      </div>
      <ol>
        {candidates.map((candidate, at) => (
          <li key={at} className="work-candidate">
            <Head
              candidate={candidate}
              number={at + 1}
              currency={transaction.currency}
              isChosen={at === work.candidate}
              onChoose={() => work.choose(at)}
            />
            {at === work.candidate ? (
              <div className="work-candidate-body">
                <CandidateBody transaction={transaction} candidate={candidate} />
                {canSettle && work.isNarrow ? <AcceptButton work={work} /> : null}
              </div>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Head(props: {
  readonly candidate: CandidateView;
  readonly number: number;
  readonly currency: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}): ReactElement {
  const { candidate, number, currency, isChosen, onChoose } = props;
  const text = useText('reconciliation');
  const what = candidate.invoices.map((invoice) => invoice.number).join(', ');
  const who = candidate.representative?.name ?? candidate.counterTransaction?.account;
  return (
    <h3>
      <button type="button" className="work-candidate-head" aria-expanded={isChosen} onClick={onChoose}>
        <kbd aria-hidden="true">{number}</kbd>
        <span className="work-candidate-title">
          {[who, what].filter(Boolean).join(' · ') || candidate.ruleTitle}
        </span>
        {candidate.isExact ? (
          <span className="ch-badge ch-badge-success">{text('work.exactBadge')}</span>
        ) : null}
        <span className="work-candidate-rule">
          {candidate.ruleTitle}
          {candidate.payment ? ` · ${formatMoney(candidate.payment.amount, currency)}` : ''}
        </span>
      </button>
    </h3>
  );
}

/** Of the candidate that is unfolded. Where there is room it stands in reach above, else below the reasons. */
export function AcceptButton({ work }: { readonly work: Work }): ReactElement {
  const text = useText('reconciliation');
  const { deeds, candidate } = work;
  return (
    <Button look="primary" busy={deeds.isBusy} onClick={() => deeds.accept(candidate)}>
      {text('work.accept')} <kbd>a</kbd>
    </Button>
  );
}

/** An invoice may have been issued, or a rule confirmed, since it was decided last. */
function LookAgain({ work }: { readonly work: Work }): ReactElement {
  const text = useText('reconciliation');
  return (
    <Button look="quiet" busy={work.deeds.isBusy} onClick={work.deeds.lookAgain}>
      {text('work.lookAgain')}
    </Button>
  );
}
