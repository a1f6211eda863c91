// A house whose letters go to a mail server of a specification's own, and are read back as a mail program reads them.
import { join } from 'node:path';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { createDocuments, type HouseDocuments } from '../../../../src/host/documents/create-documents.js';
import { createRelay } from '../../../../src/host/events/create-relay.js';
import { createTranslator } from '../../../../src/host/i18n/create-translator.js';
import { createMail } from '../../../../src/host/mail/create-mail.js';
import { mailPort } from '../../../../src/host/mail/mail-port.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { Database } from '../../../../src/kernel/ports.js';
import { systemClock, type Clock } from '../../../../src/values/clock.js';
import { addressOf } from '../../../../test/harness/services.js';
import { silentLog, type TestDatabase } from '../../../../test/harness/database.js';
import { assembleTestHouse } from '../../../../test/harness/house.js';
import { builtInPlugins } from '../../../index.js';

export interface ReceivedLetter {
  readonly mail: ParsedMail;
  readonly source: string;
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
}

export interface MailHouse {
  readonly context: PluginContext;
  readonly database: Database;
  readonly received: ReceivedLetter[];
  /** what the server says to RCPT of this address from now on */
  refuse(address: string, status: number, answer: string): void;
  /** ends the mail server: nobody answers at its port */
  goDown(): Promise<void>;
  /** starts it again where it was */
  comeUp(): Promise<void>;
  /** the house's time and the database's */
  setNow(instant: string): void;
  /** Carries the events that wait to their subscribers; returns how many handlers were run. */
  hear(): Promise<number>;
  close(): Promise<void>;
}

/** Without `now` time passes as it does outside. */
export async function openMailHouse(
  database: TestDatabase,
  terms: { readonly now?: string } = {},
): Promise<MailHouse> {
  let now = terms.now === undefined ? null : new Date(terms.now);
  const clock: Clock = { now: () => now ?? systemClock.now() };
  const port: Database = {
    ...database.port,
    now: () => (now ? Promise.resolve(now) : database.port.now()),
  };
  const received: ReceivedLetter[] = [];
  const refusals = new Map<string, { readonly status: number; readonly answer: string }>();
  const serve = () =>
    new SMTPServer({
      closeTimeout: 100,
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo({ address }, _session, done) {
        const refusal = refusals.get(address);
        done(refusal ? Object.assign(new Error(refusal.answer), { responseCode: refusal.status }) : null);
      },
      onData(stream, { envelope }, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const source = Buffer.concat(chunks);
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          const to = envelope.rcptTo.map(({ address }) => address);
          void simpleParser(source).then((mail) => {
            received.push({ mail, source: source.toString('utf8'), envelope: { from, to } });
            done();
          }, done);
        });
      },
    });
  let server = serve();
  const listen = (where: number) =>
    new Promise<void>((resolve) => server.listen(where, '127.0.0.1', () => resolve()));
  const goDown = () => new Promise<void>((resolve) => server.close(() => resolve()));
  await listen(0);
  const { port: smtpPort } = server.server.address() as { readonly port: number };
  const translator = await createTranslator(join(process.cwd(), 'locales'), []);
  const documents: HouseDocuments = createDocuments({
    viewsRoot: join(process.cwd(), 'views'),
    translator,
    executablePath: addressOf('chromium') ?? null,
    log: silentLog,
  });
  const organisation = {
    ...{ name: 'Harbour & Sons <b>Ltd</b>', address: 'Pier 4\nRiga', taxNumber: '', currency: 'EUR' },
    ...{ zone: 'Europe/Riga', language: 'en' as const },
  };
  const mail = createMail({
    url: `smtp://127.0.0.1:${smtpPort}?from=office@house.test`,
    viewsRoot: join(process.cwd(), 'views'),
    host: () => 'house.test',
    habits: () => Promise.resolve({ bounceAddresses: true, dkim: null }),
  });
  const test = await assembleTestHouse(database, {
    plugins: builtInPlugins.filter(({ name }) => name !== 'telegram'),
    clock,
    ports: {
      database: port,
      documents,
      translator,
      mail: mailPort({
        mail,
        organisation: () => Promise.resolve(organisation),
        origin: () => 'https://house.test',
      }),
    },
  });
  const context: PluginContext = {
    ...test.house.context('notifications'),
    organisation: () => Promise.resolve(organisation),
  };
  const relay = createRelay({
    database: port,
    subscriptions: () => test.house.subscriptions,
    contextOf: (plugin) => test.house.context(plugin),
    log: silentLog,
  });
  return {
    ...{ context, database: port, received, goDown },
    async comeUp() {
      server = serve();
      await listen(smtpPort);
    },
    setNow: (instant) => void (now = new Date(instant)),
    async hear() {
      let heard = 0;
      for (let count = await relay.deliverDue(); count > 0; count = await relay.deliverDue()) heard += count;
      return heard;
    },
    refuse: (address, status, answer) => void refusals.set(address, { status, answer }),
    async close() {
      mail.close();
      await documents.close();
      await goDown();
      test.close();
    },
  };
}
