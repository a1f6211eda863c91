import type { Language } from '../../../src/kernel/permissions.js';
import type { Translator } from '../../../src/kernel/ports.js';
import type { InvoiceAtRisk } from './late-risk.js';

/** Why the probability is what it is: what is known of the invoice and of who owes it, a sentence each. */
export function riskSentences(
  { daysToDue, isOverdue, facts }: Pick<InvoiceAtRisk, 'daysToDue' | 'isOverdue' | 'facts'>,
  translator: Translator,
  language: Language,
): readonly string[] {
  const say = (key: string, told: Readonly<Record<string, unknown>> = {}): string =>
    translator.text(language, `analytics:lateRisk.reasons.${key}`, told);
  const { known, late, overdueNow, usualDelay } = facts;
  const sentences: string[] = [];
  if (isOverdue) sentences.push(say('overdue', { count: -daysToDue }));
  else if (daysToDue === 0) sentences.push(say('due-today'));
  sentences.push(known === 0 ? say('unknown') : say('share', { count: known, late }));
  if (usualDelay !== null) {
    const key = usualDelay > 0 ? 'pays-after' : usualDelay < 0 ? 'pays-before' : 'pays-on-time';
    sentences.push(say(key, { count: Math.abs(usualDelay) }));
  }
  if (overdueNow > 0) sentences.push(say('others-overdue', { count: overdueNow }));
  return sentences;
}
