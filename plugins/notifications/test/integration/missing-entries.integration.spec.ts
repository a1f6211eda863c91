import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { admin } from '../../../../test/harness/house.js';
import { addUser } from '../../../../src/host/sessions/users.js';
import { newId } from '../../../../src/values/ids.js';
import type { Role } from '../../../../src/kernel/permissions.js';
import {
  anEntry,
  day,
  openNetwork,
  operator,
  type Network,
  type Place,
} from '../../../daily-entries/test/integration/a-network.js';
import { makeTellMissingEntries } from '../../app/missing/tell-missing-entries.js';
import { lookAgain, type MissingFacts } from '../../app/missing/telling.js';
import type { Telling } from '../../contract/notifications.js';

forEachDialect('entries that are missing', (_dialect, open) => {
  let database: TestDatabase;
  let house: Network;
  let riga: Place;
  let told: Telling[];

  beforeEach(async () => {
    database = await open();
    house = await openNetwork(database, '2026-11-26T18:59:00Z');
    riga = await house.office('RIGA');
    told = [];
  });
  afterEach(async () => {
    house.close();
    await database.close();
  });

  const user = async (role: Role, managerId?: string): Promise<string> => {
    const person = { email: `${newId()}@demo.test`, name: role, role, language: 'en' as const, managerId };
    const added = await database.port.transaction((tx) =>
      addUser(tx, new Date(), { actor: admin, action: 'host.create-user', person, passwordHash: 'none' }),
    );
    if (!added.ok) throw new Error(added.error.code);
    return added.value.id;
  };
  const look = async (at: string): Promise<readonly Telling[]> => {
    house.setNow(at);
    told = [];
    const tell = makeTellMissingEntries({
      ...{ database: database.port, people: house.house.ports.people, dailyEntries: house.entries },
      notifications: { tellMany: async (_tx, tellings) => told.push(...tellings) },
    });
    await tell();
    return told;
  };
  const again = (telling: Telling, isEscalated: boolean) =>
    database.port.transaction((tx) =>
      lookAgain(house.entries, tx.queries, telling.facts as MissingFacts, { isEscalated }),
    );

  it('are told to the manager from the hour of the reminder on, under one key a day', async () => {
    const managersUser = await user('manager', riga.managerId);
    expect(await look('2026-11-26T18:59:00Z')).toEqual([]);
    const [reminder, ...others] = await look('2026-11-26T19:00:00Z');
    expect(others).toEqual([]);
    expect(reminder).toMatchObject({
      kind: 'notifications.entry-missing',
      facts: { date: '2026-11-26', office: 'Office RIGA', manager: 'Manager RIGA' },
      to: [{ kind: 'user', id: managersUser }],
      uniqueKey: `entry-missing:2026-11-26:${riga.managerId}`,
    });
    expect((await look('2026-11-26T23:30:00Z')).map(({ uniqueKey }) => uniqueKey)).toEqual([
      reminder!.uniqueKey,
    ]);
  });

  it('are told to staff the next morning, when they are still missing', async () => {
    const staff = [await user('operator'), await user('admin')];
    expect(await look('2026-11-27T09:59:00Z')).toEqual([]);
    const [escalation] = await look('2026-11-27T10:00:00Z');
    expect(escalation).toMatchObject({
      kind: 'notifications.entry-missing-escalated',
      uniqueKey: `entry-missing-escalated:2026-11-26:${riga.managerId}`,
    });
    expect(escalation!.to.map(({ id }) => id).sort()).toEqual(staff.sort());
    await house.entries.record(operator, anEntry(riga, day('2026-11-26')));
    expect(await look('2026-11-27T10:00:00Z')).toEqual([]);
  });

  it('are not owed of a Saturday, nor told to a manager who has nobody to sign in', async () => {
    expect(await look('2026-11-26T20:00:00Z')).toEqual([]);
    await user('manager', riga.managerId);
    expect(await look('2026-11-28T20:00:00Z')).toEqual([]);
    expect(await look('2026-11-27T20:00:00Z')).toHaveLength(1);
  });

  it('that were written meanwhile, or can be written no more, are dropped before they go out', async () => {
    await user('manager', riga.managerId);
    const [reminder] = await look('2026-11-26T19:00:00Z');
    expect(await again(reminder!, false)).toMatchObject({ facts: { office: 'Office RIGA' } });
    house.setNow('2026-11-27T12:00:00Z');
    expect(await again(reminder!, false)).toEqual({ dropped: 'entry-cut-off-passed' });
    expect(await again(reminder!, true)).toMatchObject({ facts: { office: 'Office RIGA' } });
    await house.entries.record(operator, anEntry(riga, day('2026-11-26')));
    expect(await again(reminder!, true)).toEqual({ dropped: 'entry-written' });
  });

  it('of a manager with several offices are told as one', async () => {
    const managersUser = await user('manager', riga.managerId);
    const kyiv = await house.office('KYIV');
    await house.tables
      .updateTable('office_manager')
      .set({ manager_id: riga.managerId })
      .where('office_id', '=', kyiv.officeId)
      .execute();
    const reminders = await look('2026-11-26T19:00:00Z');
    expect(reminders.map(({ facts, to }) => [facts['office'], to])).toEqual([
      ['Office KYIV, Office RIGA', [{ kind: 'user', id: managersUser }]],
    ]);
  });
});
