import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { admin } from '../../../../test/harness/house.js';
import {
  day,
  openBilling,
  operator,
  value,
  type BillingHouse,
} from '../../../billing/test/integration/billing-house.js';
import { newId } from '../../../../src/values/ids.js';
import { hourHasCome } from '../../app/reminders/walk-ladders.js';
import type { Ladder } from '../../domain/ladder.js';
import { usualLadder } from '../../domain/usual-ladder.js';
import { reminderUseCases, type ReminderUseCases } from '../../reminder-use-cases.js';
import { openMessages, testChannel, type MessagesHouse, type TestChannel } from './messages-house.js';

forEachDialect('reminders', (_dialect, open) => {
  let database: TestDatabase;
  let house: MessagesHouse;
  let billing: BillingHouse;
  let post: TestChannel;
  let cases: ReminderUseCases;
  let ladder: Ladder;
  let office: string;
  let representativeId: string;

  beforeEach(async () => {
    database = await open();
    post = testChannel('post');
    house = await openMessages(database, { channels: [post], kinds: [] });
    billing = openBilling(database);
    cases = house.context.use(reminderUseCases);
    const usual = usualLadder('Usual');
    const stages = usual.stages.map((stage) => ({ ...stage, channels: ['post'] }));
    ladder = value(await cases.createLadder(admin, { ...usual, stages, active: true }));
    office = await billing.office();
    representativeId = await billing.representative({ officeId: office });
    await userOf({ role: 'representative', representative_id: representativeId });
  });
  afterEach(async () => {
    house.close();
    await database.close();
  });

  /** Due on 1 March. */
  const anInvoice = (): Promise<string> =>
    billing.issued({ representativeId, total: 100_00n, on: day('2026-02-01'), termDays: 28 });

  async function userOf(change: {
    readonly role: 'representative' | 'manager';
    readonly representative_id?: string;
    readonly manager_id?: string;
  }): Promise<string> {
    const { role, ...columns } = change;
    const id = await house.user({ role });
    await house.tables.updateTable('app_user').set(columns).where('id', '=', id).execute();
    return id;
  }

  async function managerOf(officeId: string): Promise<string> {
    const id = newId();
    const stamps = { created_at: new Date(), updated_at: new Date(), version: 1 };
    await billing.tables
      .insertInto('manager')
      .values({
        ...{ id, code: id.slice(-12), name: 'Ilze', email: null, phone: null },
        active: true,
        ...stamps,
      })
      .execute();
    await billing.tables
      .insertInto('office_manager')
      .values({ id: newId(), office_id: officeId, manager_id: id })
      .execute();
    return userOf({ role: 'manager', manager_id: id });
  }

  function walkOn(date: string) {
    house.setNow(`${date}T09:00:00Z`);
    return cases.walkLadders({ signal: new AbortController().signal, onProgress: async () => undefined });
  }
  /** A channel passes over rows that another one looks at in that moment: it looks again, as the house does. */
  async function sent(): Promise<void> {
    do await house.send();
    while ((await house.rows()).some(({ state }) => state === 'waiting'));
  }
  const stagesArrived = (): readonly string[] =>
    post.arrived.map(({ uniqueKey }) => uniqueKey.split(':').slice(2, 4).join(' '));
  const reasons = async (): Promise<readonly (string | null)[]> =>
    (await house.rows()).map(({ reason }) => reason);

  it('go out once, at their stage', async () => {
    await anInvoice();
    expect(await walkOn('2026-02-25')).toMatchObject({ reminders: 0 });
    expect(await walkOn('2026-02-26')).toMatchObject({ invoices: 1, reminders: 1, messages: 1 });
    expect(await walkOn('2026-02-26')).toMatchObject({ reminders: 0, messages: 0 });
    await sent();
    expect(await walkOn('2026-02-28')).toMatchObject({ reminders: 0 });
    expect(stagesArrived()).toEqual(['-3 representative']);
  });

  it('of ten days without a walk the newest stage alone goes out', async () => {
    await anInvoice();
    await walkOn('2026-02-26');
    await sent();
    await walkOn('2026-03-09');
    await sent();
    expect(stagesArrived()).toEqual(['-3 representative', '7 representative']);
  });

  it('end on a payment that came between the queue and the post', async () => {
    await anInvoice();
    await walkOn('2026-03-01');
    await billing.paid({ representativeId, amount: 100_00n, on: day('2026-03-01'), allocate: true });
    await sent();
    expect(post.arrived).toEqual([]);
    expect(await reasons()).toEqual(['reminder-paid']);
  });

  it('say what is outstanding when they go, not when they were queued', async () => {
    const id = await anInvoice();
    await walkOn('2026-03-01');
    await billing.paid({ representativeId, amount: 40_00n, on: day('2026-03-01'), allocate: true });
    const message = await house.tables.selectFrom('message').selectAll().executeTakeFirstOrThrow();
    const seen = await house.database.transaction((tx) =>
      cases.lookAgain(tx, {
        ...{ id: message.id, kind: message.kind, channel: 'post', language: 'en', entity: 'Invoice' },
        ...{ entityId: id, link: null, stage: 0 },
        recipient: { kind: 'user', id: message.recipient_id },
        facts: JSON.parse(message.facts) as Record<string, unknown>,
      }),
    );
    expect(seen).toMatchObject({ facts: { outstanding: '6000', total: '10000', daysLate: 0 } });
  });

  it('end when the invoice is declared void, or disputed', async () => {
    const [first, second] = [await anInvoice(), await anInvoice()];
    await walkOn('2026-03-01');
    value(await billing.billing.voidInvoice(operator, { invoiceId: first, reason: 'twice', date: null }));
    await billing.tables.updateTable('invoice').set({ disputed: true }).where('id', '=', second).execute();
    await sent();
    expect([...(await reasons())].sort()).toEqual(['reminder-disputed', 'reminder-void']);
    expect(await walkOn('2026-03-04')).toMatchObject({ reminders: 0 });
  });

  it('wait for a promise; a broken one is told to operators once, and the ladder goes on', async () => {
    const staff = await house.user({ role: 'operator' });
    const invoiceId = await anInvoice();
    house.setNow('2026-03-01T08:00:00Z');
    const asked = { invoiceId, reason: 'promise', until: day('2026-03-05'), note: 'on Thursday' } as const;
    value(await cases.pauseReminders(operator, asked));
    expect(await walkOn('2026-03-05')).toMatchObject({ reminders: 0 });
    expect(await walkOn('2026-03-06')).toMatchObject({ reminders: 1 });
    await walkOn('2026-03-07');
    const notices = await house.tables
      .selectFrom('notice')
      .select('kind')
      .where('user_id', '=', staff)
      .execute();
    expect(notices).toEqual([{ kind: 'notifications.promise-broken' }]);
    await sent();
    expect(stagesArrived()).toEqual(['3 representative']);
  });

  it('that wait are held by a pause made meanwhile, and go on when it is ended', async () => {
    const invoiceId = await anInvoice();
    await walkOn('2026-03-01');
    value(await cases.pauseReminders(operator, { invoiceId, reason: 'other', until: null, note: null }));
    await sent();
    expect(await reasons()).toEqual(['reminder-paused']);
    expect(await cases.endPauses(operator, { invoiceId })).toMatchObject({ ok: true });
    expect(await walkOn('2026-03-04')).toMatchObject({ reminders: 1 });
  });

  it('are queued once by two walks at the same time', async () => {
    for (let invoice = 0; invoice < 5; invoice += 1) await anInvoice();
    const walks = await Promise.all([walkOn('2026-03-01'), walkOn('2026-03-01')]);
    expect(walks[0].messages + walks[1].messages).toBe(5);
    await sent();
    expect(post.arrived).toHaveLength(5);
  });

  it('go to the managers of the office to which the representative moved meanwhile', async () => {
    const other = await billing.office();
    const [before, after] = [await managerOf(office), await managerOf(other)];
    await anInvoice();
    await walkOn('2026-03-08');
    await billing.tables
      .updateTable('representative')
      .set({ office_id: other })
      .where('id', '=', representativeId)
      .execute();
    await sent();
    expect(await reasons()).toContain('reminder-not-theirs');
    await walkOn('2026-03-09');
    await sent();
    const told = post.arrived.map(({ recipient }) => recipient.id);
    expect(told).toContain(after);
    expect(told).not.toContain(before);
  });

  it('end when the ladder is switched off, or its stage taken away, before they go', async () => {
    await anInvoice();
    await walkOn('2026-03-01');
    const { id, version } = ladder;
    value(await cases.changeLadder(admin, { id, version }, { ...ladder, active: false }));
    await sent();
    expect(await reasons()).toEqual(['reminder-stage-gone']);
    expect(await cases.changeLadder(admin, { id, version }, ladder)).toMatchObject({
      error: { code: 'changed-meanwhile' },
    });
  });

  it('give way to a later stage that is due before they could be sent', async () => {
    await anInvoice();
    await walkOn('2026-03-04');
    house.setNow('2026-03-09T09:00:00Z');
    await sent();
    expect(await reasons()).toEqual(['reminder-overtaken']);
    await walkOn('2026-03-09');
    await sent();
    expect(stagesArrived()).toEqual(['7 representative']);
  });

  it('by hand go out once a day, whatever the ladder says', async () => {
    const invoiceId = await anInvoice();
    house.setNow('2026-02-10T09:00:00Z');
    expect(await cases.remindNow(operator, invoiceId)).toMatchObject({ ok: true });
    expect(await cases.remindNow(operator, invoiceId)).toMatchObject({ error: { code: 'reminded-today' } });
    const stranger = { ...operator, role: 'manager', officeIds: [newId()] } as const;
    expect(await cases.remindNow(stranger, invoiceId)).toMatchObject({
      error: { code: 'invoice-not-found' },
    });
  });

  it('are planned within the reader’s row scope', async () => {
    await anInvoice();
    house.setNow('2026-03-01T09:00:00Z');
    const asked = { on: null, outcome: null, after: '', limit: 25 };
    const lines = async (officeIds: readonly string[]) =>
      value(await cases.showPlan.page({ ...operator, role: 'manager', officeIds }, asked)).lines.length;
    expect(await lines([office])).toBe(1);
    expect(await lines([newId()])).toBe(0);
  });

  it('are planned page by page, each invoice once', async () => {
    const all = [];
    for (let invoice = 0; invoice < 5; invoice += 1) all.push(await anInvoice());
    house.setNow('2026-03-01T09:00:00Z');
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const asked = { on: null, outcome: 'remind', after, limit: 2 } as const;
      const page: {
        readonly lines: readonly { readonly invoice: { readonly id: string } }[];
        readonly next: string | null;
      } = value(await cases.showPlan.page(operator, asked));
      seen.push(...page.lines.map(({ invoice }) => invoice.id));
      after = page.next;
    }
    expect(seen).toEqual([...all].sort());
    expect(await cases.showPlan.counts(operator, null)).toMatchObject({ value: { counts: { remind: 5 } } });
  });
});

it('the hour of reminders has come at the next one where the clocks leave it out', async () => {
  const at = (instant: string, reminderHour: number) =>
    hourHasCome({
      clock: { now: () => new Date(instant) },
      organisation: () =>
        Promise.resolve({
          ...{ name: 'Lantern Networks', zone: 'Europe/Kyiv', currency: 'EUR', language: 'en' as const },
          ...{ address: '', taxNumber: '' },
        }),
      settings: () => Promise.resolve({ reminderHour, digestHour: 8, attempts: 8, keepDays: 365 } as never),
    });
  // 29 March 2026: 03:00 is 04:00 in Kyiv.
  expect(await at('2026-03-29T00:59:00Z', 3)).toBeNull();
  expect(await at('2026-03-29T01:00:00Z', 3)).toBe('2026-03-29');
  // 25 October 2026: 03:00 comes twice, on one day.
  expect(await at('2026-10-25T00:30:00Z', 3)).toBe(await at('2026-10-25T01:30:00Z', 3));
  expect(await at('2026-03-01T22:30:00Z', 9)).toBeNull();
});
