import { useEffect, useRef, type KeyboardEvent, type ReactElement } from 'react';
import {
  Button,
  Empty,
  Failure,
  formatDate,
  formatMoney,
  LinkButton,
  StatusBadge,
  useText,
} from '../../../../../src/panel-kit/index.js';
import type { TransactionLine } from '../../../contract/work.js';
import { ListOutline } from './outlines.js';
import type { Work } from './use-work.js';
import { STATEMENTS_PAGE } from './work-address.js';

/** The transactions that the filters let through. Each is a link, so that it can be opened beside and passed on. */
export function WorkList({ work }: { readonly work: Work }): ReactElement {
  const text = useText('reconciliation');
  const { rows, hrefOf, id, focus } = work;
  if (rows.isLoading) return <ListOutline />;
  if (rows.problem && rows.lines.length === 0)
    return <Failure problem={rows.problem} onRetry={rows.reload} />;
  if (rows.lines.length === 0) return <NothingThere work={work} />;
  return (
    <>
      <ul
        className="work-list"
        aria-label={text(`work.states.${work.address.state}`)}
        ref={focus.list}
        onKeyDown={(event) => stepByArrow(event, work)}
      >
        {rows.lines.map((line) => (
          <li key={line.id}>
            <Row line={line} href={hrefOf({ transaction: line.id })} isChosen={line.id === id} />
          </li>
        ))}
      </ul>
      {rows.problem ? <Failure problem={rows.problem} onRetry={rows.more} /> : null}
      {rows.hasMore ? <More work={work} /> : null}
    </>
  );
}

function Row(props: {
  readonly line: TransactionLine;
  readonly href: string;
  readonly isChosen: boolean;
}): ReactElement {
  const { line, href, isChosen } = props;
  const text = useText('reconciliation');
  const note = line.note ?? [line.reference, line.text].filter(Boolean).join(' · ');
  return (
    <a
      className="work-row"
      href={href}
      aria-current={isChosen ? 'true' : undefined}
      data-transaction={line.id}
    >
      <span className="work-row-name">{line.counterparty ?? line.text ?? text('work.unnamed')}</span>
      <span className="ch-amount work-row-amount">{formatMoney(line.amount, line.currency)}</span>
      <span className="work-row-note">
        {formatDate(line.bookedOn)}
        {note ? ` · ${note}` : ''}
      </span>
      <StateBadge line={line} />
    </a>
  );
}

export function StateBadge({ line }: { readonly line: TransactionLine }): ReactElement {
  const text = useText('reconciliation');
  if (line.state === 'suggested' && line.isExact)
    return <StatusBadge status="done" label={text('work.exactBadge')} />;
  const looks = { open: 'draft', suggested: 'open', settled: 'done', ignored: 'inactive' } as const;
  return <StatusBadge status={looks[line.state]} label={text(`work.stateOf.${line.state}`)} />;
}

function NothingThere({ work }: { readonly work: Work }): ReactElement {
  const text = useText('reconciliation');
  const { address, summary, hrefOf } = work;
  const isNarrowed = address.account !== '' || address.statement !== '' || address.term !== '';
  if (summary.data?.total === 0 && !isNarrowed)
    return (
      <Empty title={text('work.empty.start')}>
        <p>{text('work.empty.startHelp')}</p>
        <LinkButton href={STATEMENTS_PAGE} look="primary">
          {text('work.toStatements')}
        </LinkButton>
      </Empty>
    );
  if (address.term !== '')
    return (
      <Empty title={text('work.empty.search', { term: address.term })}>
        <LinkButton href={hrefOf({ term: '' })}>{text('work.empty.clear')}</LinkButton>
      </Empty>
    );
  return (
    <Empty title={text(`work.empty.${address.state}`)}>
      <LinkButton href={STATEMENTS_PAGE}>{text('work.toStatements')}</LinkButton>
    </Empty>
  );
}

/** Presses itself as soon as it is scrolled to. */
function More({ work }: { readonly work: Work }): ReactElement {
  const text = useText('reconciliation');
  const { rows } = work;
  const place = useRef<HTMLDivElement>(null);
  const { more } = rows;
  useEffect(() => {
    const observer = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) more();
    });
    if (place.current) observer.observe(place.current);
    return () => observer.disconnect();
  }, [more, rows.lines.length]);
  return (
    <div className="work-more" ref={place}>
      <Button busy={rows.isLoadingMore} onClick={more}>
        {text('work.more')}
      </Button>
    </div>
  );
}

function stepByArrow(event: KeyboardEvent, work: Work): void {
  const step = ({ ArrowDown: 1, ArrowUp: -1 } as const)[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  work.step(step);
}
