import { useEffect, useState } from 'react';
import { changesOf, useLive, useLoaded, type Problem } from '../../../../../src/panel-kit/index.js';
import type { DashboardView } from '../../../app/dashboard/content.js';
import type { Layout } from '../../../domain/dashboard-layout.js';
import type { Address } from './use-address.js';

const concerns = changesOf(
  'Invoice',
  'Payment',
  'Allocation',
  'CreditNote',
  'DailyEntry',
  'Target',
  'ExchangeRate',
);

interface Seen {
  readonly view: DashboardView | undefined;
  readonly problem: Problem | undefined;
  /** what is shown is of the question before */
  readonly isStale: boolean;
  readonly reload: () => void;
}

/** The one answer with everything on the page. What is shown stays until the next answer is there; what is recorded elsewhere appears by itself. */
export function useDashboard({ words, dashboardId }: Address, draft: Layout | null): Seen {
  const parts = [
    words,
    dashboardId === null ? '' : `dashboard=${dashboardId}`,
    draft
      ? `widgets=${draft
          .map(({ widget }) => widget)
          .sort()
          .join(',')}`
      : '',
  ].filter(Boolean);
  const { data, problem, reload } = useLoaded<DashboardView>(
    `/admin/x/analytics/dashboard?${parts.join('&')}`,
  );
  const [last, setLast] = useState<DashboardView>();
  useEffect(() => {
    if (data) setLast(data);
  }, [data]);
  useLive(concerns, reload);
  return { view: data ?? last, problem, isStale: data === undefined && problem === undefined, reload };
}
