import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { HostTables } from '../../../../generated/tables/host.js';
import type { NotificationsTables } from '../../../../generated/tables/notifications.js';
import type { HttpReply, PublicDoor } from '../../../../src/kernel/contributions.js';
import { queriesOf } from '../../../../src/query/queries.js';
import { newId } from '../../../../src/values/ids.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { letterDoors } from '../../adapters/http/letter-doors.js';
import { unsubscribeLink } from '../../app/unsubscribe-links.js';
import type { Recipient } from '../../contract/notice-kind.js';
import { notifications } from '../../contract/notifications.js';
import { letterUseCases } from '../../letter-use-cases.js';
import { openMailHouse, type MailHouse } from './mail-house.js';

const SECRET = 'the-secret-of-this-specification';
const BOUNDARY = '0123456789';

forEachDialect('doors of letters', (_dialect, open) => {
  let database: TestDatabase;
  let house: MailHouse;
  let secret = SECRET;

  beforeAll(async () => {
    database = await open();
    house = await openMailHouse(database);
  });
  afterAll(async () => {
    await house.close();
    await database.close();
  });

  const tables = () => queriesOf<NotificationsTables & HostTables>(database.port.queries);
  const blocked = async (address: string) =>
    (await house.context.use(letterUseCases).mailBlocks.among(database.port.queries, [address])).get(address);

  function knock(method: PublicDoor['method'], path: string, params: Record<string, string>, body = '') {
    const door = letterDoors.find((each) => each.method === method && each.path.startsWith(path))!;
    const context = { ...house.context, settings: () => Promise.resolve({ bounceSecret: secret }) };
    return door.handle({
      ...{ context: context as unknown as typeof house.context, language: 'uk', params, query: {} },
      ...{ headers: {}, body: Buffer.from(body), address: '127.0.0.1' },
    });
  }
  const htmlOf = (reply: HttpReply): string => String('body' in reply ? reply.body : '');

  async function aUser(): Promise<string> {
    const id = newId();
    const now = new Date();
    await tables()
      .insertInto('app_user')
      .values({
        ...{ id, name: 'Olena', email: `${id}@house.test`, password_hash: 'x', role: 'operator' },
        ...{ language: 'uk', active: true, representative_id: null, manager_id: null },
        ...{ last_sign_in_at: null, created_at: now, updated_at: now, version: 1 },
      })
      .execute();
    return id;
  }

  function tokenOf(kind: string, recipient: Recipient, address: string): string {
    return unsubscribeLink(house.context, { kind, recipient, address }).split('/').at(-1)!;
  }

  it('ask before they end anything, and end one kind to a user', async () => {
    const user = await aUser();
    const token = tokenOf('notifications.payment-claimed', { kind: 'user', id: user }, 'olena@house.test');
    const actor = (await house.context.people.actor(user))!;
    const isOn = async () =>
      (await house.context.use(notifications).preferences(actor)).kinds
        .find(({ name }) => name === 'notifications.payment-claimed')!
        .channels.find(({ name }) => name === 'email')!.on;

    const asked = htmlOf(await knock('GET', '/unsubscribe', { token }));
    expect(asked).toMatch(/<form method="post"/);
    expect(asked).toContain('olena@house.test');
    expect(await isOn()).toBe(true);

    const done = htmlOf(await knock('POST', '/unsubscribe', { token }, 'List-Unsubscribe=One-Click'));
    expect(done).not.toContain('<form');
    expect(await isOn()).toBe(false);
    expect(await knock('POST', '/unsubscribe', { token })).not.toHaveProperty('status');
    expect(await isOn()).toBe(false);
  });

  it('block what may be turned off for a representative, once however often', async () => {
    const recipient: Recipient = { kind: 'representative', id: newId() };
    const token = tokenOf('notifications.invoice-issued', recipient, 'Quiet@harbour.test');
    await knock('POST', '/unsubscribe', { token });
    await knock('POST', '/unsubscribe', { token });
    expect(await blocked('quiet@harbour.test')).toBe('unsubscribed');
    const trail = await tables()
      .selectFrom('audit_entry')
      .select('action')
      .where('entity', '=', 'MailBlock')
      .execute();
    expect(trail).toEqual([{ action: 'notifications.unsubscribe' }]);
  });

  it('refuse a token that the house did not make, or that was changed, in a sentence', async () => {
    const good = tokenOf('notifications.invoice-issued', { kind: 'representative', id: newId() }, 'a@b.test');
    const [head = '', signature = ''] = good.split('.');
    const other = Buffer.from(
      JSON.stringify(['notifications.invoice-issued', 'representative', 'x', 'c@d.test']),
    );
    for (const token of [
      '',
      'nonsense',
      `${other.toString('base64url')}.${signature}`,
      `${head}.${'a'.repeat(43)}`,
    ]) {
      for (const method of ['GET', 'POST'] as const) {
        const reply = await knock(method, '/unsubscribe', { token });
        expect(reply).toMatchObject({ status: 422 });
        expect(htmlOf(reply)).toContain('Це не наше посилання');
      }
    }
    expect(await blocked('c@d.test')).toBeUndefined();
  });

  async function aLetterTo(address: string): Promise<{ readonly id: string; readonly reference: string }> {
    const id = newId();
    const reference = `${id}@house.test`;
    const now = new Date();
    await tables()
      .insertInto('message')
      .values({
        ...{ id, unique_key: id, kind: 'notifications.invoice-issued', channel: 'email' },
        ...{ recipient_kind: 'representative', recipient_id: newId(), recipient_name: 'Harbour' },
        ...{ address, language: 'en', facts: '{}', entity: null, entity_id: null, link: null, thread: null },
        ...{ state: 'sent', reason: null, due_at: now, digest: null, held_by: null, held_until: null },
        ...{ reference, created_at: now, sent_at: now, read_at: null },
      })
      .execute();
    return { id, reference };
  }

  const tagged = (id: string): string => `office+bounce-${id.replaceAll('-', '')}@house.test`;
  const bounce = async (source: string) => {
    const reply = await knock('POST', '/bounces', { secret: SECRET }, source.replaceAll('\n', '\r\n'));
    return ('json' in reply ? reply.json : reply) as { outcome: string; address: string | null };
  };

  it.each([
    [
      'Postfix',
      'Reporting-MTA: dns; mx.harbour.test\nX-Postfix-Queue-ID: 4F1\n\nFinal-Recipient: rfc822; gone@harbour.test\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; mx.harbour.test\nDiagnostic-Code: smtp; 550 5.1.1 <gone@harbour.test>:\n    Recipient address rejected: User unknown',
    ],
    [
      'Exchange',
      'Reporting-MTA: dns;mail.harbour.test\n\nFinal-Recipient: rfc822;gone@harbour.test\nAction: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found',
    ],
    [
      'Gmail',
      'Reporting-MTA: dns; googlemail.com\nArrival-Date: Mon, 02 Mar 2026 08:00:00 -0800 (PST)\n\nFinal-Recipient: rfc822; gone@harbour.test\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.',
    ],
  ])(
    'block the address that a letter came back from, as %s says it, by tag and by Message-ID',
    async (server, report) => {
      const byTag = `gone-${server.toLowerCase()}@harbour.test`;
      const { id } = await aLetterTo(byTag);
      expect(await bounce(aReport(tagged(id), report, 'unknown@elsewhere.test'))).toMatchObject({
        ...{ outcome: 'blocked', address: byTag },
      });
      expect(await blocked(byTag)).toBe('bounced');
      expect(await bounce(aReport(tagged(id), report, 'unknown@elsewhere.test'))).toMatchObject({
        outcome: 'blocked-before',
      });

      const byReference = `left-${server.toLowerCase()}@harbour.test`;
      const { reference } = await aLetterTo(byReference);
      expect(await bounce(aReport('office@house.test', report, reference))).toMatchObject({
        outcome: 'blocked',
      });
      expect(await blocked(byReference)).toBe('bounced');
    },
  );

  it.each([
    ['a delay', 'Action: delayed\nStatus: 4.4.1', 'not-for-good'],
    ['a failure for now', 'Action: failed\nStatus: 4.2.2', 'not-for-good'],
    ['a full mailbox', 'Action: failed\nStatus: 5.2.2', 'not-for-good'],
    ['policy', 'Action: failed\nStatus: 5.7.1', 'not-for-good'],
    ['a delivery', 'Action: delivered\nStatus: 2.0.0', 'not-for-good'],
  ])('do nothing about %s', async (what, status, outcome) => {
    const address = `${what.replaceAll(' ', '-')}@harbour.test`;
    const { id } = await aLetterTo(address);
    const report = `Reporting-MTA: dns; mx.test\n\nFinal-Recipient: rfc822; ${address}\n${status}`;
    expect(await bounce(aReport(tagged(id), report, 'x@y.test'))).toMatchObject({ outcome, address: null });
    expect(await blocked(address)).toBeUndefined();
  });

  it('ignore automatic replies and spam, and reports of letters that are not ours', async () => {
    const { id } = await aLetterTo('present@harbour.test');
    const reply = `From: a@harbour.test\nTo: ${tagged(id)}\nSubject: Out of office\nAuto-Submitted: auto-replied\n\nI am away.`;
    expect(await bounce(reply)).toMatchObject({ outcome: 'not-a-notification' });
    expect(await bounce('')).toMatchObject({ outcome: 'not-a-notification' });
    const report =
      'Reporting-MTA: dns; mx.test\n\nFinal-Recipient: rfc822; present@harbour.test\nAction: failed\nStatus: 5.1.1';
    expect(await bounce(aReport(tagged(newId()), report, 'x@y.test'))).toMatchObject({
      outcome: 'unknown-letter',
    });
    expect(await blocked('present@harbour.test')).toBeUndefined();
  });

  it('are not there without the secret, or while none is set', async () => {
    const gone = { status: 404, refusal: { code: 'not-found' } };
    expect(await knock('POST', '/bounces', { secret: `${SECRET}!` })).toEqual(gone);
    expect(await knock('POST', '/bounces', { secret: '' })).toEqual(gone);
    secret = '';
    expect(await knock('POST', '/bounces', { secret: '' })).toEqual(gone);
    secret = SECRET;
  });
});

/** RFC 3462: a text for people, the report, and the headers of the letter that came back. */
function aReport(to: string, report: string, about: string): string {
  return `Return-Path: <>
From: MAILER-DAEMON@mx.test
To: ${to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="${BOUNDARY}"

--${BOUNDARY}
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--${BOUNDARY}
Content-Type: message/delivery-status

${report}

--${BOUNDARY}
Content-Type: text/rfc822-headers

Message-ID: <${about}>
Subject: Invoice

--${BOUNDARY}--
`;
}
