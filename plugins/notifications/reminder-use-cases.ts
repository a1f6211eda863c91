// Everything that reminds of what is owed, put together once from what the house gives the plugin.
import { defineService } from '../../src/kernel/contributions.js';
import type { PluginContext } from '../../src/kernel/plugin.js';
import { openInvoices } from '../billing/contract/open-invoices.js';
import { ladders } from './adapters/database/ladders.js';
import { pauses } from './adapters/database/pauses.js';
import { toldStages } from './adapters/database/told-stages.js';
import { makeLookAgain } from './app/reminders/look-again.js';
import type { ReminderNeeds } from './app/reminders/needs.js';
import { makeEndPauses, makePauseReminders } from './app/reminders/pause-reminders.js';
import { makeRemindNow } from './app/reminders/remind-now.js';
import {
  makeArrangeLadders,
  makeChangeLadder,
  makeCreateLadder,
  makeDeleteLadder,
} from './app/reminders/save-ladder.js';
import { makeShowPlan } from './app/reminders/show-plan.js';
import { makeWalkLadders } from './app/reminders/walk-ladders.js';
import { notifications } from './contract/notifications.js';
import type { Reminders } from './contract/reminders.js';
import { ok } from '../../src/values/result.js';
import type { settings } from './settings.js';

export type ReminderSurroundings = Pick<
  PluginContext<typeof settings>,
  'clock' | 'database' | 'organisation' | 'people' | 'settings' | 'use'
>;

export type ReminderUseCases = ReturnType<typeof makeReminderUseCases>;

/** The plugin's own: its doors, jobs and commands find it in their context. */
export const reminderUseCases = defineService<ReminderUseCases>('notifications.reminder-use-cases');

export function makeReminderUseCases(house: ReminderSurroundings) {
  const { clock, database, people } = house;
  const needs: ReminderNeeds = {
    ...{ clock, database, people, ladders, pauses, toldStages },
    openInvoices: house.use(openInvoices),
    notifications: house.use(notifications),
    organisation: () => house.organisation(),
    settings: () => house.settings(),
  };
  return {
    needs,
    walkLadders: makeWalkLadders(needs),
    lookAgain: makeLookAgain(needs),
    showPlan: makeShowPlan(needs),
    remindNow: makeRemindNow(needs),
    pauseReminders: makePauseReminders(needs),
    endPauses: makeEndPauses(needs),
    createLadder: makeCreateLadder(needs),
    changeLadder: makeChangeLadder(needs),
    deleteLadder: makeDeleteLadder(needs),
    arrangeLadders: makeArrangeLadders(needs),
  };
}

/** What other plugins may ask for. */
export function provideReminders({ remindNow, pauseReminders }: ReminderUseCases): Reminders {
  return {
    async remindNow(actor, invoiceId) {
      const reminded = await remindNow(actor, invoiceId);
      return reminded.ok ? ok({ messages: reminded.value.messages }) : reminded;
    },
    async promise(actor, promise) {
      const paused = await pauseReminders(actor, { ...promise, reason: 'promise' });
      return paused.ok ? ok(true) : paused;
    },
  };
}
