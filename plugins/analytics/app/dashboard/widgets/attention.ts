import type { Alert } from '../../../contract/alerts.js';
import type { WidgetContent } from '../content.js';
import { shown, type Asked, type Widget } from '../widget.js';

const SHOWN = 6;

/** What deserves a look: low performance, and what is overdue. */
export const attention: Widget = {
  name: 'attention',
  measures: ['sales'],
  width: 2,
  height: 2,
  title: ({ text }) => text('widgets.attention'),
  answer: (sources, asked) => shown(sources.alerts(), (alerts) => attentionContent(alerts, asked)),
};

/** Of what the reader narrowed the dashboard to, where an alert is about that. */
export function attentionContent(alerts: readonly Alert[], { filters, text }: Asked): WidgetContent {
  const isMeant = ({ subject }: Alert): boolean => filters[subject.kind]?.includes(subject.id) ?? true;
  const meant = alerts.filter(isMeant).slice(0, SHOWN);
  if (meant.length === 0) return { kind: 'nothing', sentence: text('nothing.attention') };
  return {
    kind: 'alerts',
    alerts: meant.map(({ key, severity, text: sentence, link }) => ({ key, severity, text: sentence, link })),
  };
}
