import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LANGUAGES, type Language } from '../../../../src/kernel/permissions.js';
import { newId } from '../../../../src/values/ids.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { admin } from '../../../../test/harness/house.js';
import { emailChannel } from '../../adapters/email/email-channel.js';
import { knownKinds, type KnownKind } from '../../app/kinds.js';
import type { WrittenMessage } from '../../contract/channel.js';
import type { MessageToSend, NoticeFacts, Recipient } from '../../contract/notice-kind.js';
import { letterUseCases, letterWords } from '../../letter-use-cases.js';
import { priceInWriting } from '../../../../src/values/in-writing.js';
import { openMailHouse, type MailHouse, type ReceivedLetter } from './mail-house.js';

const NASTY = `<b>&"'Harbour\r\nBcc: everybody@house.test`;
const AMOUNTS = ['amount', 'total', 'outstanding', 'opening', 'closing', 'debits', 'credits'];
const WORDINGS = ['friendly', 'plain', 'firm', 'final'];
const recipient: Recipient = { kind: 'representative', id: newId() };

forEachDialect('letters', (dialect, open) => {
  let database: TestDatabase;
  let house: MailHouse;

  beforeAll(async () => {
    database = await open();
    house = await openMailHouse(database);
  });
  afterAll(async () => {
    await house.close();
    await database.close();
  });

  const templates = (): readonly KnownKind[] =>
    [...knownKinds(house.context).values()].filter(({ value }) => value.hasTemplates);

  async function sent(
    known: KnownKind,
    language: Language,
    change: NoticeFacts = {},
    to: Recipient = recipient,
  ): Promise<ReceivedLetter> {
    const facts = await known.value.sample.facts(known.context, admin, database.port.queries, null);
    const message: MessageToSend = {
      ...{ id: newId(), kind: known.value.name, channel: 'email', recipient: to, language, stage: 0 },
      ...{ facts: { ...facts, ...change }, entity: 'Invoice', entityId: '7' },
      link: '/admin/resources/Invoice/records/7/show',
    };
    // What is printed has a specification of its own.
    const kind = { ...known, value: { ...known.value, attachments: undefined } } as unknown as KnownKind;
    const address = 'reader@house.test';
    const wording = await letterWords.write(house.context, {
      ...{ message, recipientName: NASTY, address, kind },
    });
    const written: WrittenMessage = {
      ...{ ...wording, id: message.id, uniqueKey: message.id, kind: message.kind, priority: 1 },
      ...{ recipient: to, address, language },
    };
    const outcome = await emailChannel.send(house.context, written, new AbortController().signal);
    expect(outcome).toMatchObject({ outcome: 'sent' });
    return house.received.at(-1)!;
  }

  const withNasty = (facts: NoticeFacts): NoticeFacts => ({
    ...('representative' in facts ? { representative: NASTY } : {}),
    ...('reason' in facts ? { reason: NASTY } : {}),
    ...('office' in facts ? { office: NASTY } : {}),
  });

  it.each(LANGUAGES)('of every kind with templates arrive whole in %s', async (language) => {
    expect(templates().length).toBeGreaterThanOrEqual(15);
    for (const known of templates()) {
      const facts = (await known.value.sample.facts(known.context, admin, database.port.queries, null)) ?? {};
      const wordings = known.value.name === 'notifications.reminder' ? WORDINGS : [null];
      for (const wording of wordings) {
        const change = { ...withNasty(facts), ...(wording === null ? {} : { wording, extra: 'Extra <i>' }) };
        const { mail, source } = await sent(known, language, change);
        const [text = '', html = ''] = [mail.text, String(mail.html)];
        const about = `${known.value.name} ${wording ?? ''}`;

        expect([about, source.length < 100_000]).toEqual([about, true]);
        expect(source).toMatch(/^Content-Type: multipart\/alternative/im);
        for (const part of [text, html, mail.subject ?? ''])
          expect([about, part]).toEqual([
            about,
            expect.not.stringMatching(/undefined|\[object|\{\{|notifications:|mail\./),
          ]);
        expect([...(mail.subject ?? '')].length).toBeLessThanOrEqual(78);
        expect(mail.subject).not.toMatch(/[\r\n]/);
        expect(mail.headers.get('bcc')).toBeUndefined();
        expect(html).not.toMatch(/<b>|<i>|<script|<img/);
        expect(html).toContain('color-scheme');
        expect(html).toContain(`<html lang="${language}"`);
        if ('representative' in facts) expect(text).toContain('<b>&"\'Harbour');
        for (const name of AMOUNTS.filter((each) => shows(known, each) && typeof facts[each] === 'string')) {
          const price = priceInWriting(String(facts[name]), String(facts['currency']), language);
          expect([about, name, html.includes(price)]).toEqual([about, name, true]);
          expect([about, name, text.includes(price)]).toEqual([about, name, true]);
        }
        for (const [, href = ''] of html.matchAll(/href="([^"]*)"/g))
          expect(href).toMatch(/^https:\/\/house\.test\//);
      }
    }
  });

  it('are ended by one click, from the header as from the foot', async () => {
    const known = knownKinds(house.context).get('notifications.invoice-issued')!;
    const { mail, source } = await sent(known, 'en');
    const [, url = ''] = /^List-Unsubscribe: <([^>]+)>/im.exec(source) ?? [];
    expect(source).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/im);
    expect(String(mail.html)).toContain(`href="${url}"`);
    expect(mail.text).toContain(url);
    expect(mail.messageId).toMatch(/@house\.test>$/);
    expect(house.received.at(-1)!.envelope.from).toMatch(/^office\+bounce-[0-9a-f]{32}@house\.test$/);
  });

  it('to a representative lead nowhere that it cannot go; to a user they lead to the record', async () => {
    const known = knownKinds(house.context).get('notifications.invoice-issued')!;
    expect(String((await sent(known, 'uk')).mail.html)).not.toContain('/admin/');
    const user = await sent(known, 'uk', {}, { kind: 'user', id: newId() });
    expect(String(user.mail.html)).toContain(
      'href="https://house.test/admin/resources/Invoice/records/7/show"',
    );
    expect(user.mail.text).toContain('https://house.test/admin/resources/Invoice/records/7/show');
  });

  describe('that a server refuses', () => {
    async function refused(status: number, answer: string, address: string) {
      house.refuse(address, status, answer);
      const message: WrittenMessage = {
        ...{ id: newId(), uniqueKey: newId(), kind: 'notifications.invoice-issued', priority: 1 },
        ...{ recipient, address, language: 'en', subject: 'An invoice', text: 'Here', html: '<p>Here</p>' },
        ...{ link: null, attachments: [] },
      };
      return emailChannel.send(house.context, message, new AbortController().signal);
    }
    const blocked = async (address: string) =>
      (await house.context.use(letterUseCases).mailBlocks.among(database.port.queries, [address])).get(
        address,
      );

    it('because nobody lives there, block the address', async () => {
      const outcome = await refused(550, '5.1.1 no such user', 'Gone@house.test');
      expect(outcome).toMatchObject({
        outcome: 'never',
        addressIsDead: true,
        refusal: { code: 'mail-refused' },
      });
      expect(await blocked('gone@house.test')).toBe('bounced');
    });

    it('for reasons of policy or size, do not', async () => {
      for (const [status, answer] of [
        [550, '5.7.1 message content rejected'],
        [552, '5.3.4 too large'],
        [550, '5.2.2 mailbox full'],
      ] as const) {
        const address = `policy${status}${answer.slice(0, 5).replaceAll('.', '')}@house.test`;
        const outcome = await refused(status, answer, address);
        expect(outcome).toMatchObject({ outcome: 'never', refusal: { code: 'mail-refused' } });
        expect(outcome).not.toHaveProperty('addressIsDead');
        expect(await blocked(address)).toBeUndefined();
      }
    });

    it('for now, are thrown: they are tried again', async () => {
      await expect(refused(451, '4.7.1 greylisted', 'later@house.test')).rejects.toThrow();
      expect(await blocked('later@house.test')).toBeUndefined();
    });
  });

  it(`are the same on ${dialect} for an address that unsubscribed: nothing goes there`, async () => {
    const { mailBlocks } = house.context.use(letterUseCases);
    const address = 'quiet@house.test';
    const block = { address, reason: 'unsubscribed', detail: null, messageId: null } as const;
    expect(await mailBlocks.block(database.port.queries, block, new Date())).toBe(true);
    expect(await mailBlocks.block(database.port.queries, block, new Date())).toBe(false);
    const message = {
      ...{ id: newId(), uniqueKey: newId(), kind: 'notifications.invoice-issued', priority: 1 as const },
      ...{ recipient, address, language: 'en' as const, subject: 'An invoice', text: 'Here', html: 'Here' },
      ...{ link: null, attachments: [] },
    };
    const before = house.received.length;
    expect(await emailChannel.send(house.context, message, new AbortController().signal)).toMatchObject({
      outcome: 'never',
      refusal: { code: 'address-unsubscribed' },
    });
    expect(house.received).toHaveLength(before);
  });
});

/** A new invoice leaves all of itself to pay: it says its total alone. */
function shows({ value }: KnownKind, amount: string): boolean {
  const silent: Readonly<Record<string, readonly string[]>> = {
    'notifications.invoice-issued': ['outstanding'],
    'notifications.invoice-voided': ['total', 'outstanding'],
    'notifications.invoice-disputed': ['total'],
    'notifications.dispute-resolved': ['total'],
  };
  return !(silent[value.name] ?? []).includes(amount);
}
