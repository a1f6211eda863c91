import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import type { Language } from '../../kernel/permissions.js';
import type { MailSent, MailToSend } from '../../kernel/ports.js';

/** A letter with one thing to do: `views/host/mail/letter.hbs`, and the same in plain text. All texts are in the reader's language. */
export interface Letter {
  readonly to: string;
  readonly language: Language;
  readonly subject: string;
  readonly greeting: string;
  readonly lead: string;
  readonly link: string;
  readonly button: string;
  readonly note: string;
  /** who writes: the organisation's name */
  readonly signature: string;
}

export interface HouseMail {
  /** @throws when the server cannot be reached or takes the letter not */
  sendLetter(letter: Letter): Promise<void>;
  /** `from`: who writes. @throws as sendLetter */
  send(from: string, mail: MailToSend): Promise<MailSent>;
}

interface MailMeans {
  /** SMTP_URL */
  readonly url: string;
  readonly viewsRoot: string;
  /** host name of the house, for the sender's address where SMTP_URL names none */
  readonly host: () => string;
}

const TIMEOUT_MS = 10_000;

export function createMail({ url, viewsRoot, host }: MailMeans): HouseMail {
  const { server, from: address } = readSmtpUrl(url);
  const template = async (name: string, noEscape: boolean): Promise<HandlebarsTemplateDelegate> =>
    Handlebars.compile(await readFile(join(viewsRoot, 'host/mail', name), 'utf8'), {
      strict: true,
      noEscape,
    });

  async function send(
    from: string,
    { to, uniqueKey, attachments = [], ...said }: MailToSend,
  ): Promise<MailSent> {
    const { createTransport } = await import('nodemailer');
    const transport = createTransport(server);
    try {
      const { messageId } = await transport.sendMail({
        ...said,
        from: { name: from, address: address ?? `countinghouse@${host()}` },
        to: { name: '', address: to },
        ...(uniqueKey === undefined ? {} : { messageId: messageIdOf(uniqueKey, host()) }),
        // As streams: nodemailer itself opens no file, whatever a letter says.
        attachments: attachments.map((file) => ({
          filename: file.name,
          contentType: file.contentType,
          content: 'path' in file ? createReadStream(file.path) : file.content,
        })),
        headers: { 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return { messageId: messageId.replace(/^<|>$/g, '') };
    } finally {
      transport.close();
    }
  }

  return {
    send,
    async sendLetter(letter) {
      const [html, text] = await Promise.all([
        template('letter.hbs', false),
        template('letter.text.hbs', true),
      ]);
      const { to, subject, signature } = letter;
      await send(signature, { to, subject, text: text(letter), html: html(letter) });
    },
  };
}

function messageIdOf(key: string, host: string): string {
  return `<${createHash('sha256').update(key).digest('hex')}@${host}>`;
}

/**
 * `?from=` names the sender. Between machines a letter goes encrypted or not at all (a link in it opens an account), unless the
 * address says otherwise by `?ignoreTLS=true`.
 */
export function readSmtpUrl(url: string): { readonly server: string; readonly from: string | null } {
  const server = new URL(url);
  const from = server.searchParams.get('from');
  server.searchParams.delete('from');
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(server.hostname);
  if (!isLocal && server.protocol === 'smtp:' && !server.searchParams.has('ignoreTLS'))
    server.searchParams.set('requireTLS', 'true');
  for (const name of ['connectionTimeout', 'greetingTimeout', 'socketTimeout'])
    if (!server.searchParams.has(name)) server.searchParams.set(name, String(TIMEOUT_MS));
  return { server: server.href, from };
}
