import type { Widget } from '../widget.js';
import { questionOf, shown } from '../widget.js';
import { shareContent } from './shares.js';

/** The statuses in the order of an invoice's life. */
const STATUSES = ['issued', 'partly_paid', 'paid'];

/** How much of what was invoiced in the period is paid by now. */
export const paymentStatus: Widget = {
  name: 'payment-status',
  measures: ['sales'],
  width: 2,
  height: 2,
  title: ({ text }) => text('widgets.payment-status'),
  answer(sources, asked) {
    const question = questionOf({ ...asked, compared: null }, { measures: ['sales'], by: ['status'] });
    return shown(sources.query(question), (result) =>
      shareContent(result, asked, {
        measure: 'sales',
        dimension: 'status',
        ids: STATUSES,
        kind: 'donut',
        title: asked.text('widgets.payment-status'),
        nothing: asked.text('nothing.period'),
      }),
    );
  },
};
