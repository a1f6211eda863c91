// The outbox put together: its storage, its words, and what is built on them.
import { defineService } from '../../src/kernel/contributions.js';
import type { House, PluginContext } from '../../src/kernel/plugin.js';
import { messageActions, messageResource } from './adapters/admin/outbox-resource.js';
import { outboxCommands } from './adapters/cli/outbox-commands.js';
import { choices } from './adapters/database/choices.js';
import { inbox } from './adapters/database/inbox.js';
import { outbox } from './adapters/database/outbox.js';
import { clearMessages } from './adapters/jobs/clear-messages.js';
import { outboxHealth } from './adapters/outbox-health.js';
import { zoneClock } from './adapters/zone-clock.js';
import { followNotices } from './app/follow-notices.js';
import { makeNotifications } from './app/notifications-service.js';
import { startSender, type Sender } from './app/sender.js';
import type { Words } from './app/words.js';
import { notifications } from './contract/notifications.js';

interface RunningSender {
  start(): void;
  stop(): Promise<void>;
}

const runningSender = defineService<RunningSender>('notifications.sender');
const parts = { ...{ outbox, choices, inbox }, zones: zoneClock };

/** The queue, which says what it says in these words. */
export function addQueue(house: House, words: Words): void {
  house.provide(notifications, (context) => makeNotifications(parts, context));
  house.on(followNotices(parts));
  house.resource(messageResource);
  for (const action of messageActions(outbox)) house.action(action);
  house.job(clearMessages(outbox));
  house.healthCheck(outboxHealth(outbox));
  for (const command of outboxCommands({ ...parts, words })) house.command(command);
  house.provide(runningSender, (context) => {
    let sender: Sender | null = null;
    return {
      start() {
        sender ??= startSender({ ...parts, words }, context);
      },
      async stop() {
        await sender?.stop();
      },
    };
  });
}

/** In processes that work: messages go out from here on. */
export function startQueue(context: PluginContext): Promise<void> {
  context.use(runningSender).start();
  return Promise.resolve();
}

export function stopQueue(context: PluginContext): Promise<void> {
  return context.use(runningSender).stop();
}
