import { useLocation, useNavigate } from 'react-router-dom';
import { readFilters, writeFilters, type DashboardFilters } from '../../../domain/dashboard-filters.js';

export const PAGE = '/admin/pages/analytics-dashboard';

/** What the page's address says: sent to a colleague, it opens the same. */
export interface Address {
  readonly filters: DashboardFilters;
  readonly dashboardId: string | null;
  /** the words of the filters, as they stand in the address */
  readonly words: string;
  /** a step of the browser's history */
  readonly setFilters: (filters: DashboardFilters) => void;
  readonly open: (dashboardId: string | null, words: string) => void;
}

export function useAddress(): Address {
  const { search } = useLocation();
  const navigate = useNavigate();
  const params = Object.fromEntries(new URLSearchParams(search));
  const filters = readFilters(params);
  const dashboardId = params['dashboard'] || null;
  return {
    filters,
    dashboardId,
    words: wordsOf(filters),
    setFilters: (next) => navigate(addressOf(dashboardId, wordsOf(next))),
    open: (id, words) => navigate(addressOf(id, words)),
  };
}

export function addressOf(dashboardId: string | null, words: string): string {
  const all = [dashboardId === null ? '' : `dashboard=${dashboardId}`, words].filter(Boolean);
  return all.length === 0 ? PAGE : `${PAGE}?${all.join('&')}`;
}

function wordsOf(filters: DashboardFilters): string {
  return writeFilters(filters)
    .map(([name, word]) => `${name}=${encodeURIComponent(word).replaceAll('%2C', ',')}`)
    .join('&');
}
