import { LANGUAGES, ROLES } from '../../../../src/kernel/permissions.js';
import type { BotFeature, Talk } from '../../contract/feature.js';
import { html } from '../../contract/text.js';

/** Each in its own words: who cannot read the others finds it. */
const NAMES = { en: 'English', uk: 'Українська', ru: 'Русский' } as const;

/** The language of letters, notices, prints and the bot. */
export const language: BotFeature = {
  name: 'language',
  permission: 'telegram.use',
  roles: ROLES,
  inMenu: true,
  isCommand: true,
  async open(talk) {
    await talk.show({
      text: html`${talk.t('telegram:bot.language.question', { language: NAMES[talk.language] })}`,
      buttons: LANGUAGES.map((each) => [{ label: NAMES[each], action: 'language.set', args: [each] }]),
    });
  },
  actions: { set: { version: 1, run: set } },
};

async function set(talk: Talk, [asked]: readonly string[]): Promise<void> {
  const chosen = LANGUAGES.find((each) => each === asked);
  if (chosen === undefined) return;
  const { people, translator } = talk.context;
  await people.setLanguage(talk.actor, chosen);
  await talk.show({ text: html`${translator.text(chosen, 'telegram:bot.language.done')}` });
}
