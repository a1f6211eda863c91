import { definePlugin } from '../../src/kernel/plugin.js';
import { pages } from './adapters/admin/pages.js';
import { outlookPages } from './adapters/admin/outlook-pages.js';
import { resources } from './adapters/admin/resources.js';
import { queryOperations } from './adapters/api/query.js';
import { reviewOperations } from './adapters/api/reviews.js';
import { anomalies } from './adapters/cli/anomalies.js';
import { forecastCommand } from './adapters/cli/forecast-command.js';
import { lateRisk } from './adapters/cli/late-risk.js';
import { queryCommand } from './adapters/cli/query-command.js';
import { reviewCommand } from './adapters/cli/review-command.js';
import { rollupCommands } from './adapters/cli/rollup-commands.js';
import { dashboardRoutes } from './adapters/http/dashboard-routes.js';
import { outlookRoutes } from './adapters/http/outlook-routes.js';
import { reviewRoutes } from './adapters/http/review-routes.js';
import { rebuildAfterRestoration } from './adapters/jobs/rebuild-after-restoration.js';
import { archivedTotals as archivedTotalsOf } from './adapters/database/archived.js';
import { rollupJobs } from './adapters/jobs/rollup-jobs.js';
import { tellAlerts } from './adapters/jobs/tell-alerts.js';
import { rollupHealth } from './adapters/rollup-health.js';
import { makeForecaster } from './adapters/statistics/forecaster.js';
import { provideAlerts } from './alerts-service.js';
import { forecastRoute } from './adapters/http/forecast-route.js';
import { provideAnalytics } from './analytics-service.js';
import { dailyEntryKpis } from './app/daily-entry-kpis.js';
import { alerts } from './contract/alerts.js';
import { archivedTotals } from './contract/archived-totals.js';
import { makeFindMeasureAnomalies } from './app/find-measure-anomalies.js';
import { measureAnomalies } from './contract/anomalies.js';
import { kpi } from './contract/kpi.js';
import { periodRemark } from './contract/period-remark.js';
import { analytics } from './contract/query.js';
import { reviews } from './contract/reviews.js';
import { dashboardService, provideDashboard } from './dashboard-service.js';
import { demoSeed } from './demo.js';
import { copyRules } from './copies.js';
import { permissions } from './permissions.js';
import { personalData } from './personal-data.js';
import { provideReviews } from './reviews-service.js';
import { settings } from './settings.js';

export const plugin = definePlugin({
  name: 'analytics',
  version: '0.1.0',
  host: '^0.1.0',
  requires: ['billing'],
  settings,
  permissions,
  register(house) {
    house.personalData(personalData);
    for (const rule of copyRules) house.copying(rule);
    const forecaster = makeForecaster();
    house.offer(kpi);
    house.offer(periodRemark);
    for (const resource of resources) house.resource(resource);
    for (const page of pages) house.page(page);
    for (const route of [...dashboardRoutes, ...reviewRoutes]) house.route(route);
    for (const each of dailyEntryKpis) house.contribute(kpi, each);
    for (const page of outlookPages) house.page(page);
    for (const route of outlookRoutes) house.route(route);
    for (const job of [...rollupJobs, tellAlerts]) house.job(job);
    for (const command of [
      queryCommand,
      reviewCommand,
      ...rollupCommands,
      anomalies,
      lateRisk,
      forecastCommand(forecaster),
    ])
      house.command(command);
    for (const operation of [...queryOperations, ...reviewOperations]) house.operation(operation);
    house.route(forecastRoute(forecaster));
    house.on(rebuildAfterRestoration);
    house.healthCheck(rollupHealth);
    house.seed(demoSeed);
    house.provide(analytics, provideAnalytics);
    house.provide(archivedTotals, () => archivedTotalsOf);
    house.provide(reviews, provideReviews);
    house.provide(alerts, provideAlerts);
    house.provide(dashboardService, provideDashboard);
    house.provide(measureAnomalies, (context) => ({
      findAnomalies: makeFindMeasureAnomalies({
        analytics: context.use(analytics),
        translator: context.translator,
      }),
    }));
  },
});
