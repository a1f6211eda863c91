import type { HttpRoute } from '../../../../src/kernel/contributions.js';
import { reviewCharts } from '../../app/review-charts.js';
import { reviews } from '../../contract/reviews.js';

/** GET /admin/x/analytics/review?period=&office=; without a period the last complete week. */
export const reviewRoutes: readonly HttpRoute[] = [
  {
    method: 'GET',
    path: '/review',
    permission: 'analytics.read',
    async handle({ context, actor, language, query }) {
      const service = context.use(reviews);
      const last = await service.lastSpans();
      const office = query['office'] || undefined;
      const found = await service.review(actor, {
        period: query['period'] || last.week.key,
        language,
        ...(office === undefined ? {} : { office }),
      });
      if (!found.ok) return { refusal: found.error };
      return {
        json: { review: found.value, last, charts: reviewCharts(context.translator, language, found.value) },
      };
    },
  },
];
