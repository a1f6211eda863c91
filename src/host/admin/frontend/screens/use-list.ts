import { useEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { filterParts, useListAddress } from './list-address.js';
import { changesOf, useLive, useLoaded, type Problem } from '../../../../panel-kit/index.js';
import type { ListAnswer } from './list-answer.js';

export interface List {
  readonly answer: ListAnswer | undefined;
  readonly problem: Problem | undefined;
  /** what is shown belongs to the question before */
  readonly isStale: boolean;
  readonly reload: () => void;
}

/** The list that the page's address asks for. The one before stays on the screen until the next is there. */
export function useList(resourceId: string): List {
  const { query } = useListAddress();
  const url = `/admin/api/resources/${encodeURIComponent(resourceId)}/actions/list?${query}`;
  const { data, problem, reload } = useLoaded<ListAnswer>(url);
  useLive(changesOf(resourceId), reload);
  const last = useRef<{ resourceId: string; answer: ListAnswer }>();
  if (data) last.current = { resourceId, answer: data };
  useRefresh(query, reload);
  useOwnView(data);

  const before = last.current?.resourceId === resourceId ? last.current.answer : undefined;
  return { answer: problem ? undefined : (data ?? before), problem, isStale: data === undefined, reload };
}

/** AdminJS adds `refresh` to an address when something has changed. */
function useRefresh(query: string, reload: () => void): void {
  const { search, pathname } = useLocation();
  const navigate = useNavigate();
  const mustRefresh = new URLSearchParams(search).has('refresh');
  useEffect(() => {
    if (!mustRefresh) return;
    navigate({ pathname, search: query }, { replace: true });
    reload();
  });
}

/** A list that began with the reader's own view says so in the address, where it can be copied and changed. */
function useOwnView(data: ListAnswer | undefined): void {
  const { view, replace } = useListAddress();
  const own = data?.meta.view;
  useEffect(() => {
    if (!own || view !== null) return;
    replace({ view: own, ...filterParts(data.meta.filters ?? {}) });
  }, [own]);
}
