import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { createMail, type HouseMail } from '../../../src/host/mail/create-mail.js';
import { mailHabitsOf, reportOnMail } from '../../../src/host/mail/mail-habits.js';
import { verifyDkim } from '../../harness/dkim.js';

const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const unset = { mailBounceAddresses: false, dkimDomain: '', dkimSelector: '', dkimKey: '' };
const signing = {
  ...unset,
  dkimDomain: 'example.com',
  dkimSelector: 'office',
  dkimKey: keys.privateKey,
};
const letter = { to: 'ada@example.net', subject: 'Рахунок 7', text: 'Words,  spaced. \nMore.' };

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly source: string;
}

describe('A letter of the house', () => {
  const received: Received[] = [];
  let connections: number;
  let refusal: { at: 'connect' | 'auth' | 'sender' | 'recipient' | 'data'; status: number } | null;
  let server: SMTPServer;
  let mail: HouseMail;
  let settings: typeof unset;

  const answer = (step: string): Error | null =>
    refusal?.at === step
      ? Object.assign(new Error('no such mailbox here'), { responseCode: refusal.status })
      : null;

  beforeEach(async () => {
    received.length = 0;
    connections = 0;
    refusal = null;
    settings = unset;
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onConnect(_session, done) {
        connections += 1;
        done(answer('connect'));
      },
      onAuth: (_auth, _session, done) => done(answer('auth'), { user: 'me' }),
      onMailFrom: (_address, _session, done) => done(answer('sender')),
      onRcptTo: (_address, _session, done) => done(answer('recipient')),
      onData(stream, { envelope }, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          received.push({
            from: envelope.mailFrom ? envelope.mailFrom.address : '',
            to: envelope.rcptTo.map(({ address }) => address),
            source: Buffer.concat(chunks).toString('latin1'),
          });
          done(answer('data'));
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = server.server.address() as AddressInfo;
    mail = createMail({
      url: `smtp://me:secret@127.0.0.1:${port}?from=office@example.com`,
      viewsRoot: 'views',
      host: () => 'house.test',
      habits: async () => mailHabitsOf(settings),
    });
  });
  afterEach(async () => {
    mail.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  it('ends by one click where the sender says so', async () => {
    const unsubscribe = `https://office.example.com/x/notifications/unsubscribe/${'a1'.repeat(60)}`;
    await mail.send('Office', { ...letter, unsubscribe });
    await mail.send('Office', letter);
    const [one, other] = await Promise.all(received.map(({ source }) => simpleParser(source)));
    expect(one?.headerLines).toEqual(
      expect.arrayContaining([
        { key: 'list-unsubscribe', line: `List-Unsubscribe: <${unsubscribe}>` },
        { key: 'list-unsubscribe-post', line: 'List-Unsubscribe-Post: List-Unsubscribe=One-Click' },
      ]),
    );
    expect(other?.headers.has('list')).toBe(false);
  });

  it('names itself in the address that it returns to, where the mail server takes such addresses', async () => {
    await mail.send('Office', { ...letter, bounceTag: 'm17' });
    settings = { ...unset, mailBounceAddresses: true };
    await mail.send('Office', { ...letter, bounceTag: 'm17' });
    await mail.send('Office', letter);
    expect(received.map(({ from }) => from)).toEqual([
      'office@example.com',
      'office+bounce-m17@example.com',
      'office@example.com',
    ]);
    expect(received.map(({ to }) => to)).toEqual(Array(3).fill(['ada@example.net']));
    const parsed = await simpleParser(received[1]?.source ?? '');
    expect(parsed.from?.value).toEqual([{ name: 'Office', address: 'office@example.com' }]);
  });

  it.each([
    ['sender', 553],
    ['recipient', 550],
    ['data', 554],
  ] as const)('is refused for good when the server says so at the %s (%i)', async (at, status) => {
    refusal = { at, status };
    expect(await mail.send('Office', letter)).toEqual({
      ok: false,
      error: {
        code: 'mail-refused',
        status,
        answer: expect.stringMatching(new RegExp(`^${status} .*no such mailbox here$`)),
      },
    });
  });

  it.each([
    ['recipient', 450],
    ['data', 452],
    ['sender', 530],
    ['auth', 535],
    ['connect', 554],
  ] as const)('may succeed later when the server says so at the %s (%i)', async (at, status) => {
    refusal = { at, status };
    await expect(mail.send('Office', letter)).rejects.toMatchObject({ responseCode: status });
  });

  it('goes by the connection of the letter before it, until the house closes', async () => {
    for (let sent = 0; sent < 3; sent += 1) await mail.send('Office', letter);
    expect([received.length, connections]).toEqual([3, 1]);
    mail.close();
    await mail.send('Office', letter);
    expect([received.length, connections]).toEqual([4, 2]);
  });

  it('is signed so that the public key confirms it, with where it can be ended', async () => {
    settings = signing;
    await mail.send('Office', {
      ...letter,
      html: '<p>Слова</p>',
      unsubscribe: 'https://office.example.com/x/notifications/unsubscribe/a',
      attachments: [{ name: 'a.txt', contentType: 'text/plain', content: Buffer.from('bytes') }],
    });
    const [{ source }] = received as [Received];
    expect(source).toMatch(/d=example\.com;[^]*s=office;/);
    const found = verifyDkim(source, keys.publicKey);
    expect(found?.valid).toBe(true);
    expect(found?.signed).toEqual(
      expect.arrayContaining(['from', 'subject', 'to', 'date', 'list-unsubscribe', 'list-unsubscribe-post']),
    );
    expect(verifyDkim(source.replace('To: ada@', 'To: eve@'), keys.publicKey)?.valid).toBe(false);
    expect(verifyDkim(source.replace(/\r\n\r\n/, '\r\n\r\nadded\r\n'), keys.publicKey)?.valid).toBe(false);
  });

  it('is signed by a key that lost its line breaks on the way through a form', async () => {
    settings = { ...signing, dkimKey: keys.privateKey.replaceAll('\n', '') };
    await mail.send('Office', letter);
    expect(verifyDkim(received[0]?.source ?? '', keys.publicKey)?.valid).toBe(true);
  });

  it.each([
    ['a key that is none', { ...signing, dkimKey: 'not a key' }],
    ['no selector', { ...signing, dkimSelector: '' }],
  ])('goes unsigned with %s, and the health page says so', async (_, broken) => {
    settings = broken;
    await mail.send('Office', letter);
    expect(verifyDkim(received[0]?.source ?? '', keys.publicKey)).toBeNull();
    expect(reportOnMail(broken)).toMatchObject({
      state: 'warning',
      detail: expect.stringMatching(/^letters go unsigned/),
    });
  });

  it('leaves the health page silent where nobody wants it signed', () => {
    expect(reportOnMail(unset)).toEqual({ state: 'well' });
    expect(reportOnMail(signing)).toEqual({ state: 'well', detail: 'DKIM: office._domainkey.example.com' });
  });
});
