import type { ResourceJSON } from 'adminjs';
import type { ReactElement } from 'react';
import {
  Button,
  Empty,
  LinkButton,
  useProblemSentence,
  useText,
  type Problem,
} from '../../../../panel-kit/index.js';
import { ActionLink } from './action-link.js';
import { useListAddress } from './list-address.js';

const ROWS = 8;

/** Where the rows will stand, from the first moment, so that nothing jumps when they come. */
export function ListSkeleton({ columns }: { readonly columns: number }): ReactElement {
  const text = useText();
  return (
    <div className="ch-table-frame ch-skeleton" aria-busy="true">
      <span className="ch-unseen" role="status">
        {text('loading')}
      </span>
      {Array.from({ length: ROWS }, (_, row) => (
        <div key={row} className="ch-skeleton-row" aria-hidden="true">
          {Array.from({ length: Math.min(columns, ROWS) }, (_column, at) => (
            <span key={at} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** There is nothing at all yet. */
export function NothingYet({ resource }: { readonly resource: ResourceJSON }): ReactElement {
  const text = useText();
  const create = resource.resourceActions.find(({ name }) => name === 'new');
  return (
    <div className="ch-card" data-state="none">
      <Empty title={text('list.none')}>
        {create ? (
          <ActionLink action={create} resourceId={resource.id} look="primary" />
        ) : (
          <LinkButton href="/admin">{text('home.title')}</LinkButton>
        )}
      </Empty>
    </div>
  );
}

/** There may be records, but none that fits. */
export function NothingFits(): ReactElement {
  const text = useText();
  const { setFilters } = useListAddress();
  return (
    <div className="ch-card" data-state="filtered">
      <Empty title={text('list.noneFiltered')}>
        <Button onClick={() => setFilters({})}>{text('list.clearFilters')}</Button>
      </Empty>
    </div>
  );
}

/** The list did not come: for somebody who may not see it there is nothing to try again. */
export function ListFailed({ problem, onRetry }: { problem: Problem; onRetry: () => void }): ReactElement {
  const text = useText();
  const sentence = useProblemSentence();
  const { setFilters } = useListAddress();
  if (problem.status === 403 || problem.status === 404)
    return (
      <div className="ch-card" data-state="forbidden" role="alert">
        <Empty title={text('list.forbidden')}>
          <p>{text('list.forbiddenHelp')}</p>
          <LinkButton href="/admin">{text('home.title')}</LinkButton>
        </Empty>
      </div>
    );
  return (
    <div className="ch-card" data-state="failed" role="alert">
      <Empty title={text('list.failed')}>
        <p>{sentence(problem)}</p>
        {problem.status === 400 ? (
          <Button onClick={() => setFilters({})}>{text('list.clearFilters')}</Button>
        ) : (
          <Button onClick={onRetry}>{text('retry')}</Button>
        )}
      </Empty>
    </div>
  );
}
