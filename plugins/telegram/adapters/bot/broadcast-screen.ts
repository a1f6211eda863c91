import type { Language } from '../../../../src/kernel/permissions.js';
import type { Translator } from '../../../../src/kernel/ports.js';
import type { BroadcastReport } from '../../app/broadcasts.js';
import type { Screen } from '../../contract/feature.js';
import { html } from '../../contract/text.js';
import { progressOf } from '../../domain/broadcast.js';

const COUNTED = ['waiting', 'sent', 'failed', 'dropped', 'doubtful'] as const;

/** How far a broadcast came, and in the end what became of it: every number in words, what did not arrive with its reason. */
export function broadcastScreen(
  { text }: Translator,
  language: Language,
  { broadcast, counts, problems }: BroadcastReport,
): Screen {
  const say = (key: string, facts?: Readonly<Record<string, unknown>>): string =>
    text(language, `telegram:bot.broadcast.${key}`, facts);
  const reason = ({ plugin, code }: (typeof problems)[number]): string =>
    text(language, `${plugin ?? 'telegram'}:refusals.${code}`, { defaultValue: code });
  const { id, state, total, startedAt } = broadcast;
  const done = counts.sent + counts.failed + counts.dropped;
  const isQueueing = state === 'sending' && startedAt === null;
  const lines = [
    html`${isQueueing ? say('queueing') : say('progress', progressOf(done, total))}`,
    ...COUNTED.filter((name) => name === 'sent' || counts[name] > 0).map(
      (name) => html`${say(name, { count: counts[name] })}`,
    ),
    ...problems.map((each) => html`${say('reason', { reason: reason(each), count: each.messages })}`),
  ];
  const button = (key: string, action: string) => [{ label: say(key), action, args: [id] }];
  return {
    text: html`<b>${say(`state.${state}`)}</b>
${lines}`,
    buttons:
      state === 'sending'
        ? [button('refresh', 'broadcast.refresh'), button('cancel', 'broadcast.cancel')]
        : [],
  };
}
