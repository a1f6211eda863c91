import { useEffect, useRef, useState, type ReactElement, type RefObject } from 'react';
import {
  Button,
  formatDate,
  formatNumber,
  ProgressBar,
  useLoaded,
  useText,
} from '../../../../../src/panel-kit/index.js';
import type { AccountLine, StatementView, WorkSummary } from '../../../contract/work.js';
import type { Work } from './use-work.js';
import { DOORS, WORK_STATES, type WorkState } from './work-address.js';

const SETTLE_MS = 250;

/** Which transactions are listed: of which account and statement, in which state, and what is written in them. */
export function FilterBar({
  work,
  search,
}: {
  readonly work: Work;
  readonly search: RefObject<HTMLInputElement>;
}): ReactElement {
  const text = useText('reconciliation');
  const { address, go, summary } = work;
  const accounts = useLoaded<readonly AccountLine[]>(`${DOORS}/accounts`);
  const query = address.account ? `?${new URLSearchParams({ account: address.account }).toString()}` : '';
  const statements = useLoaded<readonly StatementView[]>(`${DOORS}/statements${query}`);
  return (
    <div className="work-filters">
      <div className="ch-actions work-states" role="group" aria-label={text('work.filters.state')}>
        {WORK_STATES.map((state) => (
          <Button key={state} aria-pressed={state === address.state} onClick={() => go({ state })}>
            {text(`work.states.${state}`)}
            {summary.data ? (
              <span className="work-count">{formatNumber(countOf(summary.data, state))}</span>
            ) : null}
          </Button>
        ))}
      </div>
      <div className="work-narrow">
        <Choice
          label={text('work.filters.account')}
          all={text('work.filters.allAccounts')}
          value={address.account}
          options={(accounts.data ?? []).map(({ id, name, currency }) => ({
            id,
            title: `${name} · ${currency}`,
          }))}
          onChange={(account) => go({ account, statement: '' })}
        />
        <Choice
          label={text('work.filters.statement')}
          all={text('work.filters.allStatements')}
          value={address.statement}
          options={(statements.data ?? []).map((one) => ({ id: one.id, title: titleOf(one) }))}
          onChange={(statement) => go({ statement })}
        />
        <Search term={address.term} field={search} onChange={(term) => go({ term })} />
        <Progress work={work} />
      </div>
    </div>
  );
}

function Choice(props: {
  readonly label: string;
  readonly all: string;
  readonly value: string;
  readonly options: readonly { readonly id: string; readonly title: string }[];
  readonly onChange: (id: string) => void;
}): ReactElement {
  const { label, all, value, options, onChange } = props;
  return (
    <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{all}</option>
      {options.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </select>
  );
}

/** Only what the reader has stopped typing is looked for. */
function Search(props: {
  readonly term: string;
  readonly field: RefObject<HTMLInputElement>;
  readonly onChange: (term: string) => void;
}): ReactElement {
  const { term, field, onChange } = props;
  const text = useText('reconciliation');
  const [typed, setTyped] = useState(term);
  const change = useRef(onChange);
  change.current = onChange;
  useEffect(() => setTyped(term), [term]);
  useEffect(() => {
    if (typed.trim() === term) return undefined;
    const timer = setTimeout(() => change.current(typed.trim()), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [typed, term]);
  return (
    <input
      ref={field}
      type="search"
      aria-label={text('work.filters.search')}
      placeholder={text('work.filters.search')}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}

function Progress({ work }: { readonly work: Work }): ReactElement | null {
  const text = useText('reconciliation');
  const summary = work.summary.data;
  if (!summary || summary.total === 0) return null;
  const label = text(work.address.statement ? 'work.progress.statement' : 'work.progress.all');
  return <ProgressBar label={label} done={summary.settled + summary.ignored} total={summary.total} />;
}

function countOf(summary: WorkSummary, state: WorkState): number {
  return state === 'to-settle' ? summary.open + summary.suggested : summary[state];
}

function titleOf({ from, to, createdAt, fileName, account }: StatementView): string {
  const days = [from ?? createdAt, to].flatMap((day) => (day ? [formatDate(day)] : []));
  return `${account.name} · ${days.join(' – ')} · ${fileName}`;
}
