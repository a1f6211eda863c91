import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Notifications } from '../contract/notifications.js';
import { choose, preferencesOf } from './preferences.js';
import { tellMany, type TellParts } from './tell.js';

/** The service by which other plugins tell people things. */
export function makeNotifications(parts: TellParts, context: PluginContext): Notifications {
  const { outbox } = parts;
  return {
    tell: (tx, telling) => tellMany(parts, context, tx, [telling]),
    tellMany: (tx, tellings) => tellMany(parts, context, tx, tellings),
    counts: (queries, keyPrefix) => outbox.counts(queries, keyPrefix),
    problems: (queries, keyPrefix) => outbox.problems(queries, keyPrefix),
    dropWaiting: (tx, keyPrefix, reason) =>
      outbox.dropWaiting(tx, keyPrefix, JSON.stringify({ code: reason })),
    preferences: (actor) => preferencesOf(parts, context, actor),
    choose: (actor, choice) => choose(parts, context, actor, choice),
  };
}
