import type { CliCommand } from '../../../../src/kernel/contributions.js';
import { ok } from '../../../../src/values/result.js';
import { sendAllDue, type SenderParts } from '../../app/sender.js';

/** `countinghouse notifications …`: the outbox without the panel. */
export function outboxCommands(parts: SenderParts): readonly CliCommand[] {
  return [
    {
      name: 'notifications queue',
      description: 'how many messages are in which state, by channel',
      async run({ context }) {
        const rows = await parts.outbox.queue(context.database.queries);
        const lines = rows.map(
          ({ channel, state, messages }) =>
            `${channel.padEnd(20)}${state.padEnd(10)}${String(messages).padStart(10)}`,
        );
        return ok({ json: { queue: rows }, text: lines.join('\n') });
      },
    },
    {
      name: 'notifications send',
      description: 'sends the messages that are due now',
      async run({ context }) {
        const tried = await sendAllDue(parts, context, { signal: new AbortController().signal });
        return ok({ json: { tried }, text: String(tried) });
      },
    },
  ];
}
