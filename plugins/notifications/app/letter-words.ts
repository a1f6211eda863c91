import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Language } from '../../../src/kernel/permissions.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import type { WrittenMessage } from '../contract/channel.js';
import type { MessageToSend } from '../contract/notice-kind.js';
import { sentenceValues, templateValues } from '../domain/letter-values.js';
import { subjectLine } from '../domain/subject-line.js';
import { letterFrame } from './letter-frame.js';
import type { MessageToWrite, Wording, Words } from './words.js';

interface Needs {
  /** whether letters of a kind cannot be turned off */
  readonly isLocked: (context: PluginContext, queries: QueryHandle, kind: string) => Promise<boolean>;
}

/** Letters by templates; a kind without templates is its sentence in the same frame. */
export function makeLetterWords({ isLocked }: Needs): Words {
  return {
    async write(context, asked) {
      const { message, address, kind } = asked;
      const { language, recipient } = message;
      const said = await saidOf(context, asked);
      const ends = { kind: message.kind, recipient, address };
      const locked = await isLocked(context, context.database.queries, message.kind);
      const frame = await letterFrame(context, language, locked ? null : ends);
      const { html, text } = await context.documents.letter(
        said.template,
        { ...said.values, ...frame, subject: said.subject, preheader: said.sentence, link: said.link },
        language,
      );
      const attachments = (await kind.value.attachments?.(kind.context, message)) ?? [];
      return { subject: said.subject, text, html, link: said.link, attachments };
    },

    async writeDigest(context, { language, recipient, address, messages }) {
      const subject = context.translator.text(language, 'notifications:digest.subject', {
        count: messages.length,
      });
      const notices = await Promise.all(messages.map((message) => noticeOf(context, message)));
      const [first] = messages;
      // One click ends the kind of the first: a mail program shows one button.
      const ends = first && { kind: first.message.kind, recipient, address };
      const frame = await letterFrame(context, language, ends ?? null);
      const lead = context.translator.text(language, 'notifications:mail.digest.lead');
      const { html, text } = await context.documents.letter(
        'notifications/digest',
        { ...frame, subject, preheader: lead, lead, link: null, notices },
        language,
      );
      const attachments = await Promise.all(
        messages.map(
          async ({ kind, message }) => (await kind.value.attachments?.(kind.context, message)) ?? [],
        ),
      );
      return { subject, text, html, link: null, attachments: attachments.flat() };
    },
  };
}

interface Said extends Pick<Wording, 'subject' | 'link'> {
  readonly template: string;
  readonly sentence: string;
  readonly values: Readonly<Record<string, unknown>>;
}

async function saidOf(context: PluginContext, { message, kind }: MessageToWrite): Promise<Said> {
  const { language, facts } = message;
  const [plugin = '', what = ''] = message.kind.split('.');
  const values = sentenceValues(facts, language);
  const { wording } = facts;
  const say = (key: string): string => {
    const chosen = typeof wording === 'string' ? { context: wording } : {};
    return context.translator.text(language, `${plugin}:notices.${key}`, { ...values, ...chosen });
  };
  const sentence = say(what);
  const subject = say(`${what}-subject`);
  return {
    sentence,
    // A key without a text is given back as it is.
    subject: subjectLine(subject.endsWith(`notices.${what}-subject`) ? sentence : subject),
    link: linkOf(context, language, message),
    template: kind.value.hasTemplates ? `${kind.plugin}/notices/${what}` : 'notifications/plain',
    values: { ...templateValues(facts), sentence },
  };
}

/** A representative that has no user cannot come into the panel. */
function linkOf(
  { mail, translator }: PluginContext,
  language: Language,
  { recipient, link, entity }: MessageToSend,
): WrittenMessage['link'] {
  if (recipient.kind !== 'user' || link === null) return null;
  const chosen = entity === null ? {} : { context: entity };
  return { href: mail.link(link), label: translator.text(language, 'notifications:mail.button', chosen) };
}

async function noticeOf(context: PluginContext, asked: MessageToWrite) {
  const { subject, template, values, link } = await saidOf(context, asked);
  const { text } = await context.documents.letter(
    template,
    {
      ...values,
      ...(await letterFrame(context, asked.message.language, null)),
      subject,
      preheader: '',
      link,
    },
    asked.message.language,
  );
  return { title: subject, text, link };
}
