import type { ReactElement } from 'react';
import { Button, formatNumber, useText } from '../../../../panel-kit/index.js';
import { useListAddress } from './list-address.js';
import type { ListMeta } from '../../lists/list-door.js';
import { useListMemory } from './list-memory.js';

const SIZES = [10, 25, 50, 100, 200];

export interface ListPagesProps {
  readonly resourceId: string;
  readonly meta: ListMeta;
  /** rows on this page */
  readonly shown: number;
}

/** Where one is in the list, and the way on: by number as far as pages are counted, from row to row behind that. */
export function ListPages({ resourceId, meta, shown }: ListPagesProps): ReactElement {
  const text = useText();
  const { change } = useListAddress();
  const { page, perPage, total, totalText, next, previous } = meta;
  const first = (page - 1) * perPage + 1;
  const isCounted = (wanted: number): boolean => wanted * perPage <= total + perPage - 1;
  const goTo = (wanted: number, cursors: { after?: string; before?: string }): void =>
    change({
      page: String(wanted),
      after: null,
      before: null,
      ...(isCounted(wanted) || wanted < 1 ? {} : cursors),
    });
  const isDeep = totalText !== formatNumber(total);
  const pages = Math.max(1, Math.ceil(total / perPage));
  return (
    <nav className="ch-bar" aria-label={text('list.pages')}>
      <span>
        {text('list.range', {
          first: formatNumber(first),
          last: formatNumber(first + shown - 1),
          total: totalText,
        })}
      </span>
      <PageSize resourceId={resourceId} perPage={perPage} />
      {next || page > 1 ? (
        <span className="ch-pages">
          <Button disabled={page <= 1} onClick={() => goTo(page - 1, { before: previous })}>
            {text('list.previous')}
          </Button>
          <span aria-current="page">
            {isDeep
              ? text('list.pageOnly', { page: formatNumber(page) })
              : text('list.page', { page: formatNumber(page), pages: formatNumber(pages) })}
          </span>
          <Button disabled={!next} onClick={() => goTo(page + 1, { after: next })}>
            {text('list.next')}
          </Button>
        </span>
      ) : null}
    </nav>
  );
}

function PageSize({ resourceId, perPage }: { resourceId: string; perPage: number }): ReactElement {
  const text = useText();
  const { setPerPage } = useListMemory(resourceId);
  const sizes = [...new Set([...SIZES, perPage])].sort((one, other) => one - other);
  return (
    <label className="ch-page-size">
      <span>{text('list.perPage')}</span>
      <select value={perPage} onChange={(event) => setPerPage(Number(event.target.value))}>
        {sizes.map((size) => (
          <option key={size} value={size}>
            {formatNumber(size)}
          </option>
        ))}
      </select>
    </label>
  );
}
