import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { forgottenPasswordJob } from '../../../src/host/sessions/forgotten-password-job.js';
import type { JobRun } from '../../../src/kernel/contributions.js';
import { openTestDatabase } from '../../harness/database.js';
import { browser, openPanelHouse, signedIn, type Browser, type PanelHouse } from '../admin/panel-house.js';

interface Received {
  readonly to: readonly string[];
  readonly source: string;
}

/** A mail server of this machine that keeps what it is given. */
function openMailbox(received: Received[]): Promise<SMTPServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        received.push({ to, source: Buffer.concat(chunks).toString('utf8') });
        done();
      });
    },
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** The parts of a letter, decoded. */
function partsOf(source: string): string {
  return source
    .split(/\r\n--/)
    .map((part) => {
      const [head = '', ...body] = part.split('\r\n\r\n');
      const text = body.join('\r\n\r\n');
      if (/base64/i.test(head)) return Buffer.from(text, 'base64').toString('utf8');
      const bytes = text
        .replaceAll('=\r\n', '')
        .replaceAll(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
      return Buffer.from(bytes, 'latin1').toString('utf8');
    })
    .join('\n');
}

describe('A house that sends mail', () => {
  const received: Received[] = [];
  let mailbox: SMTPServer;
  let house: PanelHouse;
  let admin: Browser;

  beforeAll(async () => {
    mailbox = await openMailbox(received);
    const { port } = mailbox.server.address() as AddressInfo;
    house = await openPanelHouse(await openTestDatabase('sqlite'), {
      publicUrl: 'http://office.example.com',
      smtpUrl: `smtp://127.0.0.1:${port}?from=office@example.com`,
    });
    admin = await signedIn(house, 'admin@demo.test');
  });
  afterAll(async () => {
    await new Promise<void>((resolve) => mailbox.close(() => resolve()));
    await house.database.close();
  });

  const invite = (email: string, language: string) =>
    admin
      .post('/admin/x/host/actions/User/invite')
      .send({ ids: [], input: { email, name: 'Ната <b>Ко</b>', role: 'operator', language } });

  it('mails an invitation in the language of whom it is for, and shows the link to nobody else', async () => {
    const { body } = await invite('nata@example.com', 'uk').expect(200);
    expect(body).toMatchObject({ reveal: null, message: 'An invitation is on its way to nata@example.com.' });
    expect(received).toHaveLength(1);
    const [{ to, source }] = received as [Received];
    expect(to).toEqual(['nata@example.com']);
    expect(source).toMatch(/^From: Countinghouse <office@example\.com>/m);
    const text = partsOf(source);
    expect(text).toContain('Вітаємо, Ната <b>Ко</b>!');
    expect(text).toContain('Вітаємо, Ната &lt;b&gt;Ко&lt;/b&gt;!');
    const [link = ''] = /http:\/\/office\.example\.com\/admin\/link\/\S+/.exec(text) ?? [];
    await browser(house).get(new URL(link).pathname).expect(200);
  });

  it('mails a forgotten password’s link to whom it is for, and nothing for an address that nobody has', async () => {
    const job = forgottenPasswordJob(house.access);
    const run = (email: string) =>
      job.run({
        context: house.house.context('host'),
        data: job.parse({ email }),
      } as JobRun<{ readonly email: string }>);
    received.length = 0;
    await run('nobody@example.com');
    await run('Operator@demo.test');
    expect(received.map(({ to }) => to)).toEqual([['operator@demo.test']]);
    expect(partsOf(received[0]?.source ?? '')).toContain('Somebody asked for a new password');
    expect(() => job.parse({})).toThrow(TypeError);
  });

  it('shows the link to the administrator when the letter is not taken', async () => {
    await new Promise<void>((resolve) => mailbox.close(() => resolve()));
    const { body } = await invite('late@example.com', 'en').expect(200);
    expect(body.message).toContain('the letter could not be sent');
    expect(body.reveal.value).toMatch(/^http:\/\/office\.example\.com\/admin\/link\//);
  });
});
