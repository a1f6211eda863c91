import { useEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { useLoaded, type Problem } from '../../../../panel-kit/index.js';
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
  const { search, pathname } = useLocation();
  const navigate = useNavigate();
  const query = new URLSearchParams(search);
  const mustRefresh = query.has('refresh');
  query.delete('refresh');
  query.delete('recordIds');
  const url = `/admin/api/resources/${encodeURIComponent(resourceId)}/actions/list?${query.toString()}`;
  const { data, problem, reload } = useLoaded<ListAnswer>(url);
  const last = useRef<{ resourceId: string; answer: ListAnswer }>();
  if (data) last.current = { resourceId, answer: data };

  // AdminJS adds `refresh` to an address when something has changed.
  useEffect(() => {
    if (!mustRefresh) return;
    navigate({ pathname, search: query.toString() }, { replace: true });
    reload();
  });

  const before = last.current?.resourceId === resourceId ? last.current.answer : undefined;
  return { answer: problem ? undefined : (data ?? before), problem, isStale: data === undefined, reload };
}
