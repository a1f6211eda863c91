import { rememberResult } from '../../src/kernel/remember-result.js';
import type { PluginContext } from '../../src/kernel/plugin.js';
import { ok } from '../../src/values/result.js';
import { targets } from './adapters/database/targets.js';
import { makePlanAgainstFact } from './app/plan-against-fact.js';
import { readerKey } from './app/reader-key.js';
import { makeReview } from './app/review.js';
import { makeTellReview } from './app/tell-review.js';
import { FIGURE_MODELS } from './contract/figure-models.js';
import { analytics as analyticsService } from './contract/query.js';
import type { Reviews } from './contract/reviews.js';
import { spanBefore, spanWith } from './domain/review-span.js';

/** Reviews over what this house's analytics answers. The same review for the same readers is made once, until somebody writes. */
export function provideReviews(context: PluginContext): Reviews {
  const { database, translator, records } = context;
  const analytics = context.use(analyticsService);
  const planAgainstFact = makePlanAgainstFact({ database, analytics, targets });
  const review = makeReview({
    analytics,
    planAgainstFact,
    organisation: () => context.organisation(),
    tellReview: makeTellReview(translator),
    async nameOfOffice(actor, id) {
      const [office] = await records.visible(actor, 'Office', [id]);
      return office?.title ?? null;
    },
  });
  return {
    async review(actor, asked) {
      const today = await analytics.today();
      const remembered = await rememberResult(
        context.cache,
        { key: ['review', readerKey(actor, analytics), asked, today], tags: [...FIGURE_MODELS, 'Target'] },
        () => review(actor, asked, today),
      );
      return remembered.ok ? ok(remembered.value.value) : remembered;
    },
    async lastSpans() {
      const today = await analytics.today();
      const last = (kind: 'week' | 'month' | 'quarter') => spanBefore(spanWith(kind, today));
      return { week: last('week'), month: last('month'), quarter: last('quarter') };
    },
    planAgainstFact,
  };
}
