import { LANGUAGES, type Language } from '../../../../src/kernel/permissions.js';
import type { CliCommand } from '../../../../src/kernel/contributions.js';
import { err, ok } from '../../../../src/values/result.js';
import { reviews } from '../../contract/reviews.js';

export const reviewCommand: CliCommand = {
  name: 'analytics review',
  description: 'A week, a month or a quarter in words and figures.',
  options: [
    { name: 'period', kind: 'string', description: '2026-W47, 2026-10 or 2026-Q3.', required: true },
    { name: 'language', kind: 'string', description: 'en, uk or ru; default that of whoever asks.' },
    { name: 'office', kind: 'string', description: 'The id of one office.' },
  ],
  async run({ context, actor, options }) {
    const wish = options['language'] === undefined ? actor.language : String(options['language']);
    if (!isLanguage(wish)) return err({ code: 'unreadable-option', option: '--language', value: wish });
    const found = await context.use(reviews).review(actor, {
      period: String(options['period']),
      language: wish,
      ...(options['office'] === undefined ? {} : { office: String(options['office']) }),
    });
    if (!found.ok) return found;
    const { title, paragraphs } = found.value;
    return ok({ json: found.value, text: [title, ...paragraphs].join('\n\n') });
  },
};

function isLanguage(text: string): text is Language {
  return (LANGUAGES as readonly string[]).includes(text);
}
