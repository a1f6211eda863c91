import { rememberResult } from '../../src/kernel/remember-result.js';
import type { PluginContext } from '../../src/kernel/plugin.js';
import { ok } from '../../src/values/result.js';
import { makeAlerts } from './app/alerts.js';
import { readerKey } from './app/reader-key.js';
import type { Alerts } from './contract/alerts.js';
import { FIGURE_MODELS } from './contract/figure-models.js';
import { analytics as analyticsService } from './contract/query.js';
import { reviews } from './contract/reviews.js';
import type { AnalyticsSettings } from './settings.js';

/** What deserves a look is looked for once for all readers of the same rows, until somebody writes. */
export function provideAlerts(context: PluginContext): Alerts {
  const { translator, cache } = context;
  const analytics = context.use(analyticsService);
  const { planAgainstFact } = context.use(reviews);
  const alerts = makeAlerts({ analytics, planAgainstFact, translator });
  return {
    async alerts(actor, language) {
      const today = await analytics.today();
      // The settings of a plugin's own context are those that it declares.
      const settings = (await context.settings()) as unknown as AnalyticsSettings;
      const found = await rememberResult(
        cache,
        {
          key: ['alerts', readerKey(actor, analytics), language, today, settings],
          tags: [...FIGURE_MODELS, 'Target'],
        },
        () => alerts({ actor, today, settings }, language),
      );
      return found.ok ? ok(found.value.value) : found;
    },
  };
}
