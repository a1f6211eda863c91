import { useRef, type ReactElement } from 'react';
import { Button, Failure, formatNumber, LinkButton, Page, useText } from '../../../../src/panel-kit/index.js';
import { BalanceProofs } from './work/balance-proof.js';
import { FilterBar } from './work/filter-bar.js';
import { ProposalStrip } from './work/proposal-strip.js';
import { TransactionPane } from './work/transaction-pane.js';
import { useWork, type Work } from './work/use-work.js';
import { STATEMENTS_PAGE } from './work/work-address.js';
import { WorkKeyListeners } from './work/work-key-listeners.js';
import { WorkList } from './work/work-list.js';

/** Bank transactions that wait for somebody, beside what each of them may be; made for the keyboard. */
export default function WorkPage(): ReactElement {
  const text = useText('reconciliation');
  const work = useWork();
  const search = useRef<HTMLInputElement>(null);
  const { summary, isNarrow, id } = work;
  const isListShown = !isNarrow || id === '';
  return (
    <Page title={text('work.title')} actions={isListShown ? <Actions work={work} /> : null}>
      <WorkKeyListeners work={work} search={() => search.current?.focus()} />
      {summary.problem ? <Failure problem={summary.problem} onRetry={summary.reload} /> : null}
      {isListShown ? <FilterBar work={work} search={search} /> : null}
      <ProposalStrip proposals={work.proposals} />
      <div className="work-panes">
        {isListShown ? (
          <div className="work-list-pane">
            <WorkList work={work} />
          </div>
        ) : null}
        <TransactionPane work={work} />
      </div>
      {isListShown && summary.data ? <BalanceProofs proofs={summary.data.proofs} /> : null}
    </Page>
  );
}

function Actions({ work }: { readonly work: Work }): ReactElement {
  const text = useText('reconciliation');
  const { summary, deeds } = work;
  const exact = summary.data?.exact ?? 0;
  return (
    <>
      {summary.data?.maySettle && exact > 0 ? (
        <Button look="primary" busy={deeds.isBusy} onClick={deeds.acceptExact}>
          {text('work.exact.open', { count: exact, number: formatNumber(exact) })} <kbd>x</kbd>
        </Button>
      ) : null}
      {deeds.canUndo ? (
        <Button busy={deeds.isBusy} onClick={deeds.undoLast}>
          {text('work.undoLast')} <kbd>u</kbd>
        </Button>
      ) : null}
      <LinkButton href={STATEMENTS_PAGE}>{text('work.toStatements')}</LinkButton>
    </>
  );
}
