import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import type { HostTables } from '../../../generated/tables/host.js';
import type { Hint } from '../../../src/host/realtime/hints.js';
import { queriesOf } from '../../../src/query/queries.js';
import { newId } from '../../../src/values/ids.js';
import { forEachDialect, openTestDatabase } from '../../harness/database.js';
import { describeWith } from '../../harness/services.js';
import { openPanelHouse, system, type PanelHouse } from '../admin/panel-house.js';
import {
  cookieOf,
  dial,
  ofModel,
  openProcess,
  openTab,
  QUICK,
  type LiveProcess,
  type Tab,
} from './live-house.js';

const touch = (house: PanelHouse, entity: string, ...ids: readonly string[]): Promise<void> =>
  house.database.port.transaction(async (tx) => {
    for (const entityId of ids) await tx.audit({ actor: system, action: 'counter.touch', entity, entityId });
  });

/** Changes of a kind of its own, told in order: whatever was to be told before it has been told. */
const untilCaughtUp = async (house: PanelHouse, tab: Tab, model: string, id: string): Promise<void> => {
  const before = tab.hints.length;
  await touch(house, model, id);
  await tab.told((hint) => ofModel(model)(hint) && tab.hints.indexOf(hint) >= before);
};

forEachDialect('The live line', (_dialect, open) => {
  let house: PanelHouse;
  let process: LiveProcess;
  const tabs: Tab[] = [];
  const tabOf = async (role: string, at = process): Promise<Tab> => {
    const tab = await openTab(at, `${role}@demo.test`);
    tabs.push(tab);
    return tab;
  };

  beforeAll(async () => {
    house = await openPanelHouse(await open());
    process = await openProcess(house);
  });
  afterEach(() => {
    for (const tab of tabs.splice(0)) tab.close();
  });
  afterAll(async () => {
    await process.close();
    await house.database.close();
  });

  it('says what changed to those who may see it, and never what it is', async () => {
    const operator = await tabOf('operator');
    const [a = '', b = ''] = [...house.rows.invoicesA];
    await touch(house, 'Invoice', a, b);
    expect(await operator.told((hint) => ofModel('Invoice')(hint))).toEqual({
      kind: 'changed',
      model: 'Invoice',
      of: null,
      ids: [a, b],
    });
  });

  it('never says anything of another representative’s records', async () => {
    const [rep, manager, operator] = [
      await tabOf('representative'),
      await tabOf('manager'),
      await tabOf('operator'),
    ];
    const [foreign = ''] = house.rows.invoicesB;
    const [own = ''] = house.rows.invoicesA;
    await touch(house, 'Invoice', foreign, own);
    await touch(house, 'Representative', house.rows.repB);
    await touch(house, 'Product', house.rows.product);
    await untilCaughtUp(house, rep, 'Representative', house.rows.repA);
    await untilCaughtUp(house, manager, 'Representative', house.rows.repA);
    await operator.told((hint) => JSON.stringify(hint).includes(house.rows.repB));
    for (const tab of [rep, manager]) {
      const told = JSON.stringify(tab.hints);
      expect(told).toContain(own);
      expect(told).not.toContain(foreign);
      expect(told).not.toContain(house.rows.repB);
    }
    expect(rep.hints.filter(ofModel('Product'))).toEqual([]);
    expect(manager.hints.filter(ofModel('Product'))).toHaveLength(1);
  });

  it('says nothing of what no page shows', async () => {
    const admin = await tabOf('admin');
    await touch(house, 'Setting', 'billing');
    await touch(house, 'Nothing', newId());
    await untilCaughtUp(house, admin, 'Product', house.rows.product);
    expect([...admin.hints.filter(ofModel('Setting')), ...admin.hints.filter(ofModel('Nothing'))]).toEqual(
      [],
    );
  });

  it('names no ids of a change to many records, and tells every reader of the model', async () => {
    const rep = await tabOf('representative');
    await touch(house, 'Invoice', 'ledger.csv');
    expect(await rep.told(ofModel('Invoice'))).toEqual({
      kind: 'changed',
      model: 'Invoice',
      of: null,
      ids: null,
    });
  });

  it('tells a page that has just come what changed while it was on its way', async () => {
    await touch(house, 'Office', house.rows.officeB);
    const second = await openProcess(house, { pace: { ...QUICK, onItsWayMs: 15_000 } });
    const [operator, manager] = [await tabOf('operator', second), await tabOf('manager', second)];
    expect(await operator.told(ofModel('Office'))).toMatchObject({ ids: [house.rows.officeB] });
    await untilCaughtUp(house, manager, 'Representative', house.rows.repA);
    expect(manager.hints.filter(ofModel('Office'))).toEqual([]);
    for (const tab of [operator, manager]) tab.close();
    await second.close();
  });

  describe('about comments', () => {
    const write = async (tab: Tab, invoice: string | undefined): Promise<void> => {
      const answer = await fetch(`${process.address}/admin/x/host/records/Invoice/${invoice}/comments`, {
        method: 'POST',
        headers: { cookie: tab.cookie, 'content-type': 'application/json' },
        body: JSON.stringify({ body: 'words that do not travel' }),
      });
      expect(answer.status).toBe(201);
    };

    it('tells staff who see the record under which one stands, and nobody else', async () => {
      const [operator, manager, rep] = [
        await tabOf('operator'),
        await tabOf('manager'),
        await tabOf('representative'),
      ];
      await write(operator, house.rows.invoicesB[0]);
      await write(operator, house.rows.invoicesA[0]);
      const hint = await manager.told(ofModel('Comment'));
      expect(hint).toEqual({
        kind: 'changed',
        model: 'Comment',
        of: 'Invoice',
        ids: [house.rows.invoicesA[0]],
      });
      await untilCaughtUp(house, rep, 'Representative', house.rows.repA);
      expect(rep.hints.filter(ofModel('Comment'))).toEqual([]);
      expect(JSON.stringify([...operator.hints, ...manager.hints])).not.toContain('words that do not travel');
    });
  });

  it('counts what waits in the inbox, for its owner alone, on every device', async () => {
    const [desk, phone, operator] = [await tabOf('manager'), await tabOf('manager'), await tabOf('operator')];
    const unread = (count: number) => (hint: Hint) => hint.kind === 'inbox' && hint.unread === count;
    const { id } = await queriesOf<HostTables>(house.database.port.queries)
      .selectFrom('app_user')
      .select('id')
      .where('role', '=', 'manager')
      .executeTakeFirstOrThrow();
    await Promise.all([desk.told(unread(0)), phone.told(unread(0)), operator.told(unread(0))]);
    await house.database.port.transaction((tx) =>
      tx.inform({ userIds: [id], kind: 'host.mentioned', facts: { author: 'A', title: 'B' } }),
    );
    await Promise.all([desk.told(unread(1)), phone.told(unread(1))]);
    await fetch(`${process.address}/admin/x/host/inbox/read`, {
      method: 'POST',
      headers: { cookie: desk.cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ upTo: new Date(Date.now() + 60_000).toISOString() }),
    });
    const one = phone.hints.findIndex(unread(1));
    await phone.told((hint) => unread(0)(hint) && phone.hints.indexOf(hint) > one);
    expect(operator.hints.some(unread(1))).toBe(false);
  });

  it('follows a job, as its own process knows it where it runs, for whoever asked for it', async () => {
    const { id: repUser } = await queriesOf<HostTables>(house.database.port.queries)
      .selectFrom('app_user')
      .select('id')
      .where('role', '=', 'representative')
      .executeTakeFirstOrThrow();
    const jobs = queriesOf<HostTables>(house.database.port.queries);
    const now = new Date();
    const job = (id: string, requested_by: string | null) => ({
      ...{ id, requested_by, name: 'counter.count', data: 'null', state: 'running', attempts: 1 },
      ...{ max_attempts: 1, fence: 1n, progress: 3, total: 10, created_at: now, updated_at: now },
    });
    const [own, other] = [newId(), newId()];
    const rep = await tabOf('representative');
    await jobs
      .insertInto('job')
      .values([job(own, repUser), job(other, null)])
      .execute();
    const at =
      (progress: number, state = 'running') =>
      (hint: Hint) =>
        hint.kind === 'job' && hint.id === own && hint.progress === progress && hint.state === state;
    expect(await rep.told(at(3))).toEqual({ kind: 'job', id: own, state: 'running', progress: 3, total: 10 });
    process.running.set(own, { done: 7, total: null, note: null });
    await rep.told(at(7));
    process.running.clear();
    await jobs
      .updateTable('job')
      .set({ state: 'done', progress: 10 })
      .where('id', 'in', [own, other])
      .execute();
    await rep.told(at(10, 'done'));
    expect(JSON.stringify(rep.hints)).not.toContain(other);
  });

  describe('is opened', () => {
    const refusedBy = (headers: Readonly<Record<string, string>>, transport: 'websocket' | 'polling') =>
      new Promise<boolean>((resolve) => {
        const socket = dial(process, headers, transport);
        socket.once('connect', () => resolve(false));
        socket.once('connect_error', () => resolve(true));
      });

    it.each(['websocket', 'polling'] as const)('to nobody without a session, by %s', async (transport) => {
      expect(await refusedBy({}, transport)).toBe(true);
      expect(await refusedBy({ cookie: 'countinghouse-session=made-up' }, transport)).toBe(true);
    });

    it.each(['websocket', 'polling'] as const)('to nobody else’s page, by %s', async (transport) => {
      const cookie = await cookieOf(process, 'operator@demo.test');
      expect(await refusedBy({ cookie, origin: 'https://elsewhere.example' }, transport)).toBe(true);
      expect(await refusedBy({ cookie, 'sec-fetch-site': 'same-site' }, transport)).toBe(true);
    });

    it('to one of its own pages', async () => {
      const cookie = await cookieOf(process, 'operator@demo.test');
      const socket = dial(process, { cookie, origin: process.address }, 'polling');
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('connect_error', reject);
      });
      socket.close();
    });
  });

  it('is cut when the session ends', async () => {
    const operator = await tabOf('operator');
    await fetch(`${process.address}/admin/logout`, {
      method: 'POST',
      headers: { cookie: operator.cookie, origin: process.address },
    });
    await operator.cut;
  });

  it('takes a change of the person into account', async () => {
    const manager = await tabOf('manager');
    const [own = ''] = house.rows.invoicesA;
    await touch(house, 'Invoice', own);
    await manager.told(ofModel('Invoice'));
    const tables = queriesOf<HostTables & { office_manager: { office_id: string } }>(
      house.database.port.queries,
    );
    await tables.updateTable('office_manager').set({ office_id: house.rows.officeB }).execute();
    const [foreign = ''] = house.rows.invoicesB;
    const told = manager.told((hint) => JSON.stringify(hint).includes(foreign));
    const knock = setInterval(() => void touch(house, 'Invoice', foreign), 50);
    await told;
    clearInterval(knock);
    await tables.updateTable('office_manager').set({ office_id: house.rows.officeA }).execute();
    await queriesOf<HostTables>(house.database.port.queries)
      .updateTable('app_user')
      .set({ active: false })
      .where('role', '=', 'manager')
      .execute();
    await manager.cut;
    await queriesOf<HostTables>(house.database.port.queries)
      .updateTable('app_user')
      .set({ active: true })
      .where('role', '=', 'manager')
      .execute();
  });

  it('hears of what other processes do', async () => {
    const second = await openProcess(house);
    const tab = await tabOf('operator', second);
    await touch(house, 'Product', house.rows.product);
    await tab.told(ofModel('Product'));
    tab.close();
    await second.close();
  });

  it('is cut when the house drains, and not taken again', async () => {
    const second = await openProcess(house);
    const tab = await tabOf('operator', second);
    second.live.turnAway();
    await tab.cut;
    const again = dial(second, { cookie: tab.cookie });
    await new Promise((resolve) => again.once('connect_error', resolve));
    await second.close();
  });
});

describeWith('redis', 'The live line over Redis', (url) => {
  it('is woken by another process, which need not look for itself', async () => {
    const house = await openPanelHouse(await openTestDatabase('sqlite'));
    const redis = [new Redis(url), new Redis(url)] as const;
    // Nobody looks on their own within this specification's life.
    const pace = { ...QUICK, everyMs: 600_000 };
    const [here, there] = [
      await openProcess(house, { redis: redis[0], pace }),
      await openProcess(house, { redis: redis[1], pace }),
    ];
    const tab = await openTab(there, 'operator@demo.test');
    await touch(house, 'Product', house.rows.product);
    here.live.wake();
    await tab.told(ofModel('Product'));
    tab.close();
    await Promise.all([here.close(), there.close()]);
    await Promise.all(redis.map((client) => client.quit()));
    await house.database.close();
  });
});
