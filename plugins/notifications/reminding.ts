// Reminders put together: ladders and their walk, pauses, what is sent by hand.
import type { House } from '../../src/kernel/plugin.js';
import { ladderPage } from './adapters/admin/ladder-page.js';
import { pauseResource } from './adapters/admin/pause-resource.js';
import { reminderActions } from './adapters/admin/reminder-actions.js';
import { reminderCommands } from './adapters/cli/reminder-commands.js';
import { ladderRoutes } from './adapters/http/ladder-routes.js';
import { remind } from './adapters/jobs/reminder-jobs.js';
import { reminderKinds } from './adapters/kinds/reminder-kinds.js';
import { noticeKind } from './contract/notice-kind.js';
import { reminders } from './contract/reminders.js';
import {
  makeReminderUseCases,
  provideReminders,
  reminderUseCases,
  type ReminderSurroundings,
} from './reminder-use-cases.js';
import { remindersDemo } from './reminders-demo.js';

export function addReminders(house: House): void {
  for (const kind of reminderKinds) house.contribute(noticeKind, kind);
  house.job(remind);
  house.resource(pauseResource);
  for (const action of reminderActions) house.action(action);
  house.page(ladderPage);
  for (const route of ladderRoutes) house.route(route);
  for (const command of reminderCommands) house.command(command);
  house.seed(remindersDemo);
  house.provide(reminders, (context) => provideReminders(context.use(reminderUseCases)));
  // The settings of a plugin's own context are those that it declares above.
  house.provide(reminderUseCases, (context) =>
    makeReminderUseCases(context as unknown as ReminderSurroundings),
  );
}
