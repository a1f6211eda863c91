import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import type { Language } from '../../kernel/permissions.js';
import type { MailSent, MailToSend } from '../../kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';
import type { MailHabits } from './mail-habits.js';
import { openSmtp } from './open-smtp.js';
import { refusedForGood } from './refused-for-good.js';

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
  /** `from`: who writes. Refuses `mail-refused` { status, answer }. @throws when the server cannot be reached or says to come later */
  send(from: string, mail: MailToSend): Promise<Result<MailSent, Refusal>>;
  /** Ends the connections to the mail server. */
  close(): void;
}

interface MailMeans {
  /** SMTP_URL */
  readonly url: string;
  readonly viewsRoot: string;
  /** host name of the house, for the sender's address where SMTP_URL names none */
  readonly host: () => string;
  readonly habits: () => Promise<MailHabits>;
}

const TIMEOUT_MS = 10_000;

export function createMail({ url, viewsRoot, host, habits }: MailMeans): HouseMail {
  const { server, from } = readSmtpUrl(url);
  const smtp = openSmtp(server);
  const sender = (): string => from ?? `countinghouse@${host()}`;
  const template = async (name: string, noEscape: boolean): Promise<HandlebarsTemplateDelegate> =>
    Handlebars.compile(await readFile(join(viewsRoot, 'host/mail', name), 'utf8'), {
      strict: true,
      noEscape,
    });

  async function send(
    name: string,
    { to, uniqueKey, unsubscribe, bounceTag, attachments = [], ...said }: MailToSend,
  ): Promise<Result<MailSent, Refusal>> {
    const { bounceAddresses, dkim } = await habits();
    try {
      const { messageId } = await smtp.deliver({
        ...said,
        from: { name, address: sender() },
        to: { name: '', address: to },
        ...(bounceTag !== undefined && bounceAddresses
          ? { envelope: { from: bounceAddress(sender(), bounceTag), to } }
          : {}),
        ...(uniqueKey === undefined ? {} : { messageId: messageIdOf(uniqueKey, host()) }),
        // As streams: nodemailer itself opens no file, whatever a letter says.
        attachments: attachments.map((file) => ({
          filename: file.name,
          contentType: file.contentType,
          content: 'path' in file ? createReadStream(file.path) : file.content,
        })),
        headers: {
          'Auto-Submitted': 'auto-generated',
          ...(unsubscribe === undefined ? {} : oneClick(unsubscribe)),
        },
        ...(dkim ? { dkim } : {}),
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return ok({ messageId: messageId.replace(/^<|>$/g, '') });
    } catch (error) {
      const refused = refusedForGood(error);
      if (!refused) throw error;
      return err({ code: 'mail-refused', ...refused });
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
      const sent = await send(signature, { to, subject, text: text(letter), html: html(letter) });
      if (!sent.ok) throw new Error(`The mail server refuses the letter: ${String(sent.error['answer'])}`);
    },
    close: () => smtp.close(),
  };
}

/** RFC 8058: a mail program that finds both ends such letters by a POST of its own. Not to be folded: an address has no spaces. */
function oneClick(url: string) {
  return {
    'List-Unsubscribe': { prepared: true, value: `<${url}>` },
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}

/** Where the letter returns to when it cannot be delivered; it names the letter (VERP). */
function bounceAddress(sender: string, tag: string): string {
  const at = sender.lastIndexOf('@');
  return `${sender.slice(0, at)}+bounce-${tag}${sender.slice(at)}`;
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
