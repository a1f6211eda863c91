import type { Database, People } from '../../../../src/kernel/ports.js';
import { addDays } from '../../../../src/values/local-date.js';
import type { DailyEntries } from '../../../daily-entries/contract/daily-entries.js';
import type { Notifications, Telling } from '../../contract/notifications.js';
import { byManager, ENTRY_MISSING, ENTRY_MISSING_ESCALATED, stageOf, type MissingFacts } from './telling.js';
import type { LocalDate } from '../../../../src/values/local-date.js';

interface Needs {
  readonly database: Database;
  readonly people: Pick<People, 'find' | 'standingFor'>;
  readonly dailyEntries: Pick<DailyEntries, 'missing' | 'rhythm'>;
  readonly notifications: Pick<Notifications, 'tellMany'>;
}

const STAFF_AT_MOST = 500;

/**
 * From the hour of the reminder managers are told what they owe of today, and from the hour of the escalation staff what is still owed of
 * yesterday: once each, however often it is looked. Returns how many messages and notices are new.
 */
export function makeTellMissingEntries({ database, people, dailyEntries, notifications }: Needs) {
  const { missing, rhythm } = dailyEntries;

  async function reminders(today: LocalDate): Promise<readonly Telling[]> {
    const owed = byManager(await missing(database.queries, today));
    const users = await people.standingFor(database.queries, {
      managerIds: owed.map(({ managerId }) => managerId),
    });
    return owed.map((facts) => ({
      ...aboutDay(facts, today),
      kind: ENTRY_MISSING,
      to: users
        .filter(({ managerId }) => managerId === facts.managerId)
        .map(({ id }) => ({ kind: 'user', id })),
      uniqueKey: `entry-missing:${today}:${facts.managerId}`,
      thread: `entry-missing:${facts.managerId}`,
      link: '/admin/resources/DailyEntry/actions/new',
    }));
  }

  async function escalations(yesterday: LocalDate): Promise<readonly Telling[]> {
    const owed = byManager(await missing(database.queries, yesterday));
    if (owed.length === 0) return [];
    const staff = await people.find({ term: '', roles: ['admin', 'operator'], limit: STAFF_AT_MOST });
    return owed.map((facts) => ({
      ...aboutDay(facts, yesterday),
      kind: ENTRY_MISSING_ESCALATED,
      to: staff.map(({ id }) => ({ kind: 'user', id })),
      uniqueKey: `entry-missing-escalated:${yesterday}:${facts.managerId}`,
      link: `/admin/resources/DailyEntry?${new URLSearchParams({ 'filters.day': yesterday }).toString()}`,
    }));
  }

  return async (): Promise<number> => {
    const { today, hour, reminderHour, escalationHour } = await rhythm();
    const tellings = [
      ...(hour >= reminderHour ? await reminders(today) : []),
      ...(hour >= escalationHour ? await escalations(addDays(today, -1)) : []),
    ].filter(({ to }) => to.length > 0);
    if (tellings.length === 0) return 0;
    return database.transaction((tx) => notifications.tellMany(tx, tellings));
  };
}

function aboutDay(facts: MissingFacts, day: LocalDate) {
  return { facts, entity: 'Manager', entityId: facts.managerId, stage: stageOf(day) };
}
