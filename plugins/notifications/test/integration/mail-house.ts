// A house whose letters go to a mail server of a specification's own, and are read back as a mail program reads them.
import { join } from 'node:path';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { createDocuments, type HouseDocuments } from '../../../../src/host/documents/create-documents.js';
import { createTranslator } from '../../../../src/host/i18n/create-translator.js';
import { createMail } from '../../../../src/host/mail/create-mail.js';
import { mailPort } from '../../../../src/host/mail/mail-port.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { Database } from '../../../../src/kernel/ports.js';
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
  close(): Promise<void>;
}

export async function openMailHouse(database: TestDatabase): Promise<MailHouse> {
  const received: ReceivedLetter[] = [];
  const refusals = new Map<string, { readonly status: number; readonly answer: string }>();
  const server = new SMTPServer({
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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as { readonly port: number };
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
    url: `smtp://127.0.0.1:${port}?from=office@house.test`,
    viewsRoot: join(process.cwd(), 'views'),
    host: () => 'house.test',
    habits: () => Promise.resolve({ bounceAddresses: true, dkim: null }),
  });
  const test = await assembleTestHouse(database, {
    plugins: builtInPlugins.filter(({ name }) => name !== 'telegram'),
    ports: {
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
  return {
    context,
    database: database.port,
    received,
    refuse: (address, status, answer) => void refusals.set(address, { status, answer }),
    async close() {
      mail.close();
      await documents.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      test.close();
    },
  };
}
