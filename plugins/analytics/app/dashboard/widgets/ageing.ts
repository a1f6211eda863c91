import type { Widget } from '../widget.js';
import { questionOf, shown } from '../widget.js';
import { shareContent } from './shares.js';

const BUCKETS = ['not-due', '1-30', '31-60', '61-90', 'over-90'];

/** What is owed at the end of the period, by how long it is overdue. */
export const ageing: Widget = {
  name: 'ageing',
  measures: ['outstanding'],
  width: 2,
  height: 2,
  title: ({ text }) => text('widgets.ageing'),
  answer(sources, asked) {
    const question = questionOf({ ...asked, compared: null }, { measures: ['outstanding'], by: ['bucket'] });
    return shown(sources.query(question), (result) =>
      shareContent(result, asked, {
        measure: 'outstanding',
        dimension: 'bucket',
        ids: BUCKETS,
        kind: 'bar',
        title: asked.text('widgets.ageing'),
        nothing: asked.text('nothing.owed'),
      }),
    );
  },
};
