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
          <Button look="primary" onClick={() => work.open('by-hand')}>
            {text('work.byHand.open')} <kbd>s</kbd>
          </Button>
        </Empty>
      </section>
    );
  return (
    <section className="ch-card work-candidates">
      <h2>{text('work.candidates.title', { count: candidates.length })}</h2>
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
                {canSettle ? <Accept work={work} candidate={at} /> : null}
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

function Accept({ work, candidate }: { readonly work: Work; readonly candidate: number }): ReactElement {
  const text = useText('reconciliation');
  return (
    <div className="ch-actions">
      <Button look="primary" busy={work.deeds.isBusy} onClick={() => work.deeds.accept(candidate)}>
        {text('work.accept')} <kbd>a</kbd>
      </Button>
    </div>
  );
}
