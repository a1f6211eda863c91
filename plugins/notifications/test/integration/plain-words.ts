import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { MessageToWrite, Wording, Words } from '../../app/words.js';

/** The sentence of each notice, and nothing around it. */
export const plainWords: Words = {
  write: (context, message) => Promise.resolve(written(sentence(context, message))),
  writeDigest(context, { messages, language }) {
    const subject = context.translator.text(language, 'notifications:digest.subject', {
      count: messages.length,
    });
    const lines = messages.map((message) => sentence(context, message));
    return Promise.resolve({ ...written(lines.join('\n\n')), subject });
  },
};

function sentence(context: PluginContext, { message: { kind, language, facts } }: MessageToWrite): string {
  const [plugin = '', what = ''] = kind.split('.');
  return context.translator.text(language, `${plugin}:notices.${what}`, facts);
}

function written(text: string): Wording {
  const html = text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
  return {
    subject: text,
    text,
    html: `<p>${html.replaceAll('\n', '<br>')}</p>`,
    link: null,
    attachments: [],
  };
}
