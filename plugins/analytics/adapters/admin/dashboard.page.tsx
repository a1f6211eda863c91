import type { ReactElement } from 'react';
import { Empty, Failure, LinkButton, Page, useText } from '../../../../src/panel-kit/index.js';
import { ArrangeBar } from './dashboard/arrange-bar.js';
import { DashboardMenu } from './dashboard/dashboard-menu.js';
import { FilterBar } from './dashboard/filter-bar.js';
import { PAGE, useAddress } from './dashboard/use-address.js';
import { useArrangement } from './dashboard/use-arrangement.js';
import { useDashboard } from './dashboard/use-dashboard.js';
import { Outlines, WidgetGrid } from './dashboard/widget-grid.js';

/** Where the business stands: figures, charts and what deserves a look, narrowed by the address, arranged by its reader. */
export default function DashboardPage(): ReactElement {
  const address = useAddress();
  // Another dashboard is arranged anew.
  return <Dashboard key={address.dashboardId ?? ''} address={address} />;
}

function Dashboard({ address }: { readonly address: ReturnType<typeof useAddress> }): ReactElement {
  const text = useText('analytics');
  const arrangement = useArrangement(address.dashboardId);
  const { view, problem, isStale, reload } = useDashboard(address, arrangement.draft);
  const title = view?.dashboard?.name ?? text('dashboard.title');
  if (problem && !view)
    return (
      <Page title={title}>
        <Failure problem={problem} onRetry={reload} />
        {address.dashboardId ? (
          <p>
            <a href={PAGE}>{text('dashboard.toOwn')}</a>
          </p>
        ) : null}
      </Page>
    );
  return (
    <Page
      title={title}
      actions={
        <>
          <DashboardMenu address={address} view={view} arrangement={arrangement} reload={reload} />
          <ArrangeBar view={view} arrangement={arrangement} />
        </>
      }
    >
      <FilterBar address={address} view={view} />
      {problem ? <Failure problem={problem} onRetry={reload} /> : null}
      {view?.isEmpty ? (
        <div className="ch-card dashboard-empty">
          <Empty title={text('dashboard.empty.title')}>
            <p>{text('dashboard.empty.sentence')}</p>
            <LinkButton href="/admin/pages/imports-import" look="primary">
              {text('dashboard.empty.import')}
            </LinkButton>
          </Empty>
        </div>
      ) : null}
      {view ? (
        <div className={isStale ? 'ch-stale' : undefined} aria-busy={isStale || undefined}>
          <WidgetGrid view={view} arrangement={arrangement} />
        </div>
      ) : (
        <Outlines />
      )}
    </Page>
  );
}
