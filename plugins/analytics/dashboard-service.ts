import { defineService } from '../../src/kernel/contributions.js';
import type { PluginContext } from '../../src/kernel/plugin.js';
import { dashboards } from './adapters/database/dashboards.js';
import { ledgerGlance } from './adapters/database/ledger-glance.js';
import { makeLoadDashboard } from './app/dashboard/load-dashboard.js';
import { makeSavedDashboards } from './app/dashboard/saved-dashboards.js';
import { alerts } from './contract/alerts.js';
import { analytics } from './contract/query.js';
import { reviews } from './contract/reviews.js';

/** The plugin's own: its routes find it in their context. */
export const dashboardService = defineService<ReturnType<typeof provideDashboard>>('analytics.dashboard');

export function provideDashboard(context: PluginContext) {
  const { cache, clock, database, log, records, translator } = context;
  const may: PluginContext['may'] = (actor, permission) => context.may(actor, permission);
  return {
    load: makeLoadDashboard({
      analytics: context.use(analytics),
      reviews: context.use(reviews),
      alerts: context.use(alerts),
      glance: ledgerGlance,
      homeCurrency: async () => (await context.organisation()).currency,
      ...{ cache, clock, dashboards, database, log, may, records, translator },
    }),
    saved: makeSavedDashboards({ dashboards, database, clock, log, may }),
  };
}
