import type { CliCommand } from '../../kernel/contributions.js';
import { ok } from '../../values/result.js';
import type { Relay } from './create-relay.js';

export function eventCommands(relay: Relay): readonly CliCommand[] {
  return [
    {
      name: 'events retry',
      description: 'Lets deliveries of events that were given up start again.',
      run: async ({ context, actor }) => {
        const revived = await relay.revive();
        return ok({
          json: { revived },
          text: context.translator.text(actor.language, 'host:cli.events-retry', { count: revived }),
        });
      },
    },
  ];
}
