import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { admin, assembleTestHouse, type TestHouse } from '../../../../test/harness/house.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import type { HostTables } from '../../../../generated/tables/host.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { fixedClock } from '../../../../src/values/clock.js';
import { checkGeo, checkOffice } from '../../adapters/admin/check-place.js';
import { network, type Network } from '../../contract/network.js';
import { codeOf, openBilling, operator, value, type BillingHouse } from './billing-house.js';

const NOW = '2026-11-27T09:00:00Z';
const someone = { email: null, phone: null };
const firstPage = { page: 0, pageSize: 50 };

forEachDialect('the network of offices', (_dialect, open) => {
  let database: TestDatabase;
  let assembled: TestHouse;
  let house: BillingHouse;
  let places: Network;

  beforeAll(async () => {
    database = await open();
    assembled = await assembleTestHouse(database, { clock: fixedClock(NOW) });
    house = openBilling(database, { now: NOW });
    places = assembled.house.context('billing').use(network);
  });
  afterAll(async () => {
    assembled.close();
    await database.close();
  });

  const addGeo = async (code: string) =>
    value(await places.addGeo(operator, { code, name: `Geo ${code}` })).id;
  const addOffice = async (code: string, geoId: string) =>
    value(await places.addOffice(operator, { code, name: `Office ${code}`, geoId })).id;
  const managerOf = (managerId: string, officeIds: readonly string[]): Actor => ({
    ...operator,
    ...{ role: 'manager', managerId, officeIds },
  });

  it('adds what was typed, without the white space around it', async () => {
    const { id } = value(await places.addGeo(operator, { code: '  BALT ', name: ' Baltic \n states ' }));
    expect(await places.geo(operator, id)).toEqual({
      ...{ id, code: 'BALT', name: 'Baltic states', active: true },
    });
  });

  it('gives a code once, and says which is taken', async () => {
    await addGeo('TWICE');
    const again = await places.addGeo(operator, { code: 'TWICE', name: 'Another' });
    expect(again).toEqual({ ok: false, error: { code: 'code-taken', value: 'TWICE' } });
  });

  it('refuses what is empty or too long', async () => {
    expect(codeOf(await places.addGeo(operator, { code: ' ', name: 'x' }))).toBe('field-required');
    expect(codeOf(await places.addGeo(operator, { code: 'x'.repeat(41), name: 'x' }))).toBe('text-too-long');
  });

  it('keeps a geo with active offices, and says how many they are', async () => {
    const geo = await addGeo('FULL');
    await addOffice('FULL-1', geo);
    const second = await addOffice('FULL-2', geo);
    expect(await places.setActive(operator, { kind: 'geo', id: geo, active: false })).toEqual({
      ok: false,
      error: { code: 'geo-in-use', count: 2 },
    });
    value(await places.setActive(operator, { kind: 'office', id: second, active: false }));
    expect(await places.setActive(operator, { kind: 'geo', id: geo, active: false })).toMatchObject({
      error: { count: 1 },
    });
  });

  it('keeps an office with active representatives', async () => {
    const office = await addOffice('BUSY', await addGeo('BUSY'));
    await house.representative({ officeId: office });
    expect(await places.setActive(operator, { kind: 'office', id: office, active: false })).toEqual({
      ok: false,
      error: { code: 'office-in-use', count: 1 },
    });
    expect((await places.office(operator, office))?.active).toBe(true);
  });

  it('puts no active office into a disabled geo', async () => {
    const geo = await addGeo('SHUT');
    const office = await addOffice('SHUT-1', geo);
    value(await places.setActive(operator, { kind: 'office', id: office, active: false }));
    value(await places.setActive(operator, { kind: 'geo', id: geo, active: false }));
    expect(codeOf(await places.addOffice(operator, { code: 'SHUT-2', name: 'x', geoId: geo }))).toBe(
      'geo-inactive',
    );
    expect(codeOf(await places.setActive(operator, { kind: 'office', id: office, active: true }))).toBe(
      'geo-inactive',
    );
  });

  it('has the same rules behind the forms of the panel', async () => {
    const geo = await addGeo('FORM');
    await addOffice('FORM-1', geo);
    const context = assembled.house.context('billing');
    const [geoRule, officeRule] = await database.port.transaction(async (tx) => {
      const write = { context, actor: admin, tx };
      return [
        await checkGeo({ ...write, before: { id: geo, active: true }, values: { active: false } }),
        await checkOffice({ ...write, before: null, values: { code: 'X', name: 'X', geoId: 'nowhere' } }),
      ];
    });
    expect(geoRule).toEqual({ ok: false, error: { code: 'geo-in-use', count: 1 } });
    expect(officeRule).toEqual({ ok: false, error: { code: 'unknown-place' } });
  });

  it('gives a manager the offices that are named, and no other', async () => {
    const geo = await addGeo('MINE');
    const [one, two] = [await addOffice('MINE-1', geo), await addOffice('MINE-2', geo)];
    const added = await places.addManager(operator, {
      ...{ code: 'M-MINE', name: 'Ilze', ...someone, officeIds: [one] },
    });
    const { id } = value(added);
    value(await places.assignManager(operator, { managerId: id, officeIds: [two] }));
    expect((await places.manager(operator, id))?.offices.map(({ code }) => code)).toEqual(['MINE-2']);
    expect(
      codeOf(await places.assignManager(operator, { managerId: id, officeIds: ['no-such-office'] })),
    ).toBe('unknown-place');
  });

  it('shows a manager its own, and lets it write nothing', async () => {
    const geo = await addGeo('SCOPE');
    const [own, other] = [await addOffice('SCOPE-1', geo), await addOffice('SCOPE-2', geo)];
    const manager = managerOf('nobody', [own]);
    expect((await places.offices(manager, firstPage)).rows.map(({ id }) => id)).toEqual([own]);
    expect(await places.office(manager, other)).toBeNull();
    expect((await places.geos(manager, firstPage)).rows.map(({ id }) => id)).toEqual([geo]);
    expect(codeOf(await places.addGeo(manager, { code: 'NO', name: 'No' }))).toBe('not-permitted');
    expect(codeOf(await places.setActive(manager, { kind: 'office', id: own, active: false }))).toBe(
      'not-permitted',
    );
  });

  it('finds by a part of code or name, page by page', async () => {
    for (const code of ['PAGE-1', 'PAGE-2', 'PAGE-3']) await addGeo(code);
    const second = await places.geos(operator, { term: 'page-', page: 1, pageSize: 2 });
    expect(second.total).toBe(3);
    expect(second.rows.map(({ code }) => code)).toEqual(['PAGE-3']);
  });

  it('keeps in the trail who did it, under the name that the form has', async () => {
    const geo = await addGeo('TRAIL');
    value(await places.setActive({ ...operator, via: 'bot' }, { kind: 'geo', id: geo, active: false }));
    const entries = await queriesOf<HostTables>(database.port.queries)
      .selectFrom('audit_entry')
      .select(['action', 'via'])
      .where('entity_id', '=', geo)
      .orderBy('seq')
      .execute();
    expect(entries).toEqual([
      { action: 'billing.create-geo', via: 'panel' },
      { action: 'billing.update-geo', via: 'bot' },
    ]);
  });
});
