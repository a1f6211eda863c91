import type { ReactElement } from 'react';
import { Button, formatNumber, useText } from '../../../../panel-kit/index.js';
import { useListQuery } from './list-query.js';

export interface ListPagesProps {
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
  readonly totalText: string;
}

export function ListPages({ page, perPage, total, totalText }: ListPagesProps): ReactElement {
  const text = useText();
  const { goToPage } = useListQuery();
  const pages = Math.max(1, Math.ceil(total / perPage));
  const first = (page - 1) * perPage + 1;
  return (
    <nav className="ch-bar" aria-label={text('list.pages')}>
      <span>
        {text('list.range', {
          first: formatNumber(first),
          last: formatNumber(Math.min(page * perPage, total)),
          total: totalText,
        })}
      </span>
      {pages > 1 ? (
        <span className="ch-pages">
          <Button disabled={page <= 1} onClick={() => goToPage(page - 1)}>
            {text('list.previous')}
          </Button>
          <span aria-current="page">
            {text('list.page', { page: formatNumber(page), pages: formatNumber(pages) })}
          </span>
          <Button disabled={page >= pages} onClick={() => goToPage(page + 1)}>
            {text('list.next')}
          </Button>
        </span>
      ) : null}
    </nav>
  );
}
