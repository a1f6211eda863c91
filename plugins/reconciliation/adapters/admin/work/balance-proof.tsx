import type { ReactElement } from 'react';
import { formatDate, formatMoney, NOTHING, useText } from '../../../../../src/panel-kit/index.js';
import type { BalanceProof } from '../../../contract/work.js';
import { unexplained } from './unexplained.js';

/** At the foot: the bank's balance is the books' and what is listed between them, or it is said what is missing. */
export function BalanceProofs({ proofs }: { readonly proofs: readonly BalanceProof[] }): ReactElement | null {
  const text = useText('reconciliation');
  if (proofs.length === 0) return null;
  return (
    <section className="work-proofs" aria-labelledby="work-proofs">
      <h2 id="work-proofs">{text('work.proof.title')}</h2>
      <div className="work-proof-cards">
        {proofs.map((proof) => (
          <Proof key={proof.account.id} proof={proof} />
        ))}
      </div>
    </section>
  );
}

function Proof({ proof }: { readonly proof: BalanceProof }): ReactElement {
  const text = useText('reconciliation');
  const { account, currency, asOf, bank, book, differences, isProved } = proof;
  const rest = unexplained(proof);
  return (
    <div className="ch-card work-proof">
      <div className="work-proof-head">
        <h3>{account.name}</h3>
        <span className={`ch-badge ch-badge-${isProved ? 'success' : 'warning'}`}>
          <span aria-hidden="true">{isProved ? '✓ ' : '! '}</span>
          {text(isProved ? 'work.proof.proved' : 'work.proof.notProved')}
        </span>
      </div>
      <dl>
        <Line name={text('work.proof.bank', { date: formatDate(asOf) })} amount={bank} currency={currency} />
        <Line name={text('work.proof.book')} amount={book} currency={currency} />
        {differences.map(({ kind, count, amount }) => (
          <Line
            key={kind}
            name={text(`work.proof.differences.${kind}`, { count })}
            amount={amount}
            currency={currency}
          />
        ))}
        {rest === null ? null : (
          <Line name={text('work.proof.unexplained')} amount={rest} currency={currency} />
        )}
      </dl>
      {bank === null ? <p className="ch-help">{text('work.proof.noBalance')}</p> : null}
    </div>
  );
}

function Line(props: {
  readonly name: string;
  readonly amount: string | null;
  readonly currency: string;
}): ReactElement {
  const { name, amount, currency } = props;
  return (
    <div>
      <dt>{name}</dt>
      <dd className="ch-amount">{amount === null ? NOTHING : formatMoney(amount, currency)}</dd>
    </div>
  );
}
