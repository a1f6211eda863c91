// From the ledger to the mailbox: the queue as it is, printed invoices, and a mail server that speaks SMTP and goes down.
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { HostTables } from '../../../../generated/tables/host.js';
import type { NotificationsTables } from '../../../../generated/tables/notifications.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { newId } from '../../../../src/values/ids.js';
import { priceInWriting } from '../../../../src/values/in-writing.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { admin } from '../../../../test/harness/house.js';
import { describeWith } from '../../../../test/harness/services.js';
import {
  day,
  openBilling,
  operator,
  value,
  type BillingHouse,
} from '../../../billing/test/integration/billing-house.js';
import { sendActions } from '../../adapters/admin/send-actions.js';
import { choices } from '../../adapters/database/choices.js';
import { outbox } from '../../adapters/database/outbox.js';
import { sendAllDue } from '../../app/sender.js';
import { notifications } from '../../contract/notifications.js';
import { USUAL_STAGES, usualLadder } from '../../domain/usual-ladder.js';
import { letterWords } from '../../letter-use-cases.js';
import { reminderUseCases } from '../../reminder-use-cases.js';
import { openMailHouse, type MailHouse, type ReceivedLetter } from './mail-house.js';

const NOON = '2026-03-02T12:10:00Z';
const THEIRS = 'olena@harbour.test';
const never = new AbortController().signal;

describeWith('chromium', 'letters', () => {
  forEachDialect('from the ledger to the mailbox', (_dialect, open) => {
    let database: TestDatabase;
    let house: MailHouse;
    let billing: BillingHouse;
    let representativeId: string;

    beforeEach(async () => {
      database = await open();
      house = await openMailHouse(database, { now: NOON });
      billing = openBilling(database, { now: NOON });
      representativeId = await billing.representative();
    });
    afterEach(async () => {
      await house.close();
      await database.close();
    });

    const tables = () => queriesOf<NotificationsTables & HostTables>(database.port.queries);
    const at = (instant: string): void => {
      house.setNow(instant);
      billing.setNow(instant);
    };
    const send = () => sendAllDue({ outbox, choices, words: letterWords }, house.context, { signal: never });
    const anInvoice = (): Promise<string> => billing.issued({ representativeId, total: 1250_00n });
    const numberOf = async (id: string): Promise<string> => String((await billing.invoice(id)).number);

    async function theirUser(): Promise<string> {
      const id = newId();
      const now = new Date(NOON);
      await tables()
        .insertInto('app_user')
        .values({
          ...{ id, name: 'Olena', email: THEIRS, password_hash: 'x', role: 'representative' },
          ...{ language: 'en', active: true, representative_id: representativeId, manager_id: null },
          ...{ last_sign_in_at: null, created_at: now, updated_at: now, version: 1 },
        })
        .execute();
      return id;
    }

    async function addressOfTheirs(email: string): Promise<void> {
      await billing.tables
        .updateTable('representative')
        .set({ email })
        .where('id', '=', representativeId)
        .execute();
    }

    /** As after a restored backup: what was delivered is delivered once more. */
    async function hearAgain(): Promise<number> {
      await tables()
        .updateTable('outbox_delivery')
        .set({ delivered_at: null, next_try_at: new Date(NOON), attempts: 0 })
        .execute();
      return house.hear();
    }

    function act(name: string, id: string, input: Readonly<Record<string, unknown>>) {
      const action = sendActions.find((each) => each.name === name)!;
      return action.run({ context: house.context, actor: operator, language: 'en', ids: [id], input });
    }

    function expectPdfs({ mail }: ReceivedLetter, names: readonly string[]): void {
      expect(mail.attachments.map(({ filename }) => filename).sort()).toEqual([...names].sort());
      for (const { contentType, content } of mail.attachments) {
        expect(contentType).toBe('application/pdf');
        expect(content.subarray(0, 5).toString()).toBe('%PDF-');
      }
    }

    it('an invoice comes to the representative’s user with its PDF: once, though the news comes twice', async () => {
      await theirUser();
      await addressOfTheirs('office@harbour.test');
      const number = await numberOf(await anInvoice());
      const heard = await house.hear();
      expect(await hearAgain()).toBe(heard);
      await send();
      await hearAgain();
      await send();

      expect(house.received.map(({ envelope }) => envelope.to)).toEqual([[THEIRS]]);
      const [letter] = house.received as [ReceivedLetter];
      expect(letter.mail.subject).toContain(number);
      expect(letter.mail.text).toContain(priceInWriting('125000', 'EUR', 'en'));
      expectPdfs(letter, [`${number}.pdf`]);
    });

    it('an invoice comes to the address of a representative that has no user, once', async () => {
      await addressOfTheirs('office@harbour.test');
      const number = await numberOf(await anInvoice());
      await house.hear();
      await hearAgain();
      await send();
      expect(house.received.map(({ envelope }) => envelope.to)).toEqual([['office@harbour.test']]);
      expectPdfs(house.received[0]!, [`${number}.pdf`]);
    });

    it('an invoice that was declared void before the post went stays here', async () => {
      await theirUser();
      const invoiceId = await anInvoice();
      await house.hear();
      value(await billing.billing.voidInvoice(operator, { invoiceId, reason: 'twice', date: null }));
      await send();
      expect(house.received).toEqual([]);
    });

    it('"Send" brings the invoice and what was noted, says by which channels, and sends once if pressed twice', async () => {
      await theirUser();
      const id = await anInvoice();
      const number = await numberOf(id);
      expect(await act('send', id, { note: 'As agreed by phone.' })).toMatchObject({
        value: { message: { facts: { channels: ['E-mail (1)', 'Inbox (1)'] } } },
      });
      expect(await act('send', id, { note: 'As agreed by phone.' })).toMatchObject({
        error: { code: 'nowhere-to-send' },
      });
      await send();
      expect(house.received).toHaveLength(1);
      const [letter] = house.received as [ReceivedLetter];
      expect(letter.mail.text).toContain('As agreed by phone.');
      expectPdfs(letter, [`${number}.pdf`]);
    });

    it('"Send statement" brings the statement of the days that were asked for', async () => {
      await addressOfTheirs('office@harbour.test');
      await anInvoice();
      const days = { from: '2026-03-01', to: '2026-03-02' };
      expect(await act('send-statement', representativeId, days)).toMatchObject({
        value: { message: { facts: { channels: ['E-mail (1)'] } } },
      });
      await send();
      expect(house.received).toHaveLength(1);
      const [letter] = house.received as [ReceivedLetter];
      expect(letter.mail.text).toContain(priceInWriting('125000', 'EUR', 'en'));
      expect(letter.mail.attachments).toHaveLength(1);
      expectPdfs(letter, [letter.mail.attachments[0]!.filename!]);
    });

    it('whoever wants a letter an hour gets one of all that has gathered, with every file', async () => {
      const userId = await theirUser();
      const rhythm = { zone: null, quiet: null, digest: 'hourly' } as const;
      const reader = { ...admin, userId, role: 'representative', representativeId } as const;
      value(await house.context.use(notifications).choose(reader, rhythm));
      const first = await numberOf(await anInvoice());
      await house.hear();
      at('2026-03-02T12:40:00Z');
      const second = await numberOf(await anInvoice());
      await house.hear();
      await send();
      expect(house.received).toEqual([]);

      at('2026-03-02T13:00:00Z');
      await send();
      expect(house.received).toHaveLength(1);
      const [letter] = house.received as [ReceivedLetter];
      expect(letter.mail.text).toContain(first);
      expect(letter.mail.text).toContain(second);
      expectPdfs(letter, [`${first}.pdf`, `${second}.pdf`]);
    });

    it('after an hour without a mail server each letter goes once, and of a reminder the newest stage alone', async () => {
      await theirUser();
      const cases = house.context.use(reminderUseCases);
      const [stage] = USUAL_STAGES.filter(({ day: of }) => of === 0);
      const stages = [stage!, { ...stage!, day: 1, wording: 'firm' as const }];
      value(await cases.createLadder(admin, { ...usualLadder('Daily'), stages, active: true }));
      const walk = () => cases.walkLadders({ signal: never, onProgress: () => Promise.resolve() });
      const due = await billing.issued({
        ...{ representativeId, total: 100_00n, on: day('2026-02-01'), termDays: 29 },
      });

      await house.goDown();
      at('2026-03-02T23:40:00Z');
      const fresh = await anInvoice();
      await house.hear();
      await walk();
      for (let minute = 0; minute <= 60; minute += 5) {
        at(new Date(Date.parse('2026-03-02T23:40:00Z') + minute * 60_000).toISOString());
        await walk();
        await send();
      }
      expect(house.received).toEqual([]);

      await house.comeUp();
      for (const instant of ['2026-03-03T04:00:00Z', '2026-03-03T05:00:00Z']) {
        at(instant);
        await send();
      }
      const [ofDue, ofFresh] = [await numberOf(due), await numberOf(fresh)];
      const subjects = house.received.map(({ mail }) => String(mail.subject));
      expect(subjects.filter((subject) => subject.includes(ofFresh))).toHaveLength(1);
      expect(subjects.filter((subject) => subject.includes(ofDue))).toHaveLength(1);
      expect(subjects).toHaveLength(2);
      const rows = await tables()
        .selectFrom('message')
        .select(['stage', 'state', 'attempts'])
        .where('kind', '=', 'notifications.reminder')
        .orderBy('stage')
        .execute();
      expect(rows.map(({ stage: of, state }) => [of, state])).toEqual([
        [0, 'dropped'],
        [1, 'sent'],
      ]);
      expect(rows[0]!.attempts).toBeGreaterThan(2);
    });
  });
});
