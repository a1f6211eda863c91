import type { ReactElement } from 'react';
import { formatDate, formatMoney, NOTHING, useText } from '../../../../../src/panel-kit/index.js';
import type { CandidateView, TransactionView } from '../../../contract/work.js';
import { pairsOf, type Pair } from './side-by-side.js';

/** The bank's word beside the books'. What differs is marked, and says so: never by colour alone. */
export function SideBySide({
  transaction,
  candidate,
}: {
  readonly transaction: TransactionView;
  readonly candidate: CandidateView;
}): ReactElement {
  const text = useText('reconciliation');
  return (
    <table className="work-beside">
      <caption className="ch-unseen">{text('work.beside.title')}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{text('work.beside.bank')}</th>
          <th scope="col">{text('work.beside.books')}</th>
        </tr>
      </thead>
      <tbody>
        {pairsOf(transaction, candidate).map((pair) => (
          <Row key={pair.what} pair={pair} currency={transaction.currency} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ pair, currency }: { readonly pair: Pair; readonly currency: string }): ReactElement {
  const text = useText('reconciliation');
  const { what, bank, books, differs } = pair;
  return (
    <tr className={differs ? 'work-differs' : undefined}>
      <th scope="row">
        {text(`work.beside.${what}`)}
        {differs ? (
          <span className="work-differs-word">
            <span aria-hidden="true">≠ </span>
            {text('work.beside.differs')}
          </span>
        ) : null}
      </th>
      <td>{shown(what, bank, currency)}</td>
      <td>{differs ? <mark>{shown(what, books, currency)}</mark> : shown(what, books, currency)}</td>
    </tr>
  );
}

function shown(what: Pair['what'], value: string | null, currency: string): string {
  if (value === null || value === '') return NOTHING;
  if (what === 'amount' && /^-?\d+(\.\d+)?$/.test(value)) return formatMoney(value, currency);
  return what === 'date' ? formatDate(value) : value;
}
