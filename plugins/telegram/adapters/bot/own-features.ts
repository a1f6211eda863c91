import { ROLES } from '../../../../src/kernel/permissions.js';
import { botFeature, type BotFeature } from '../../contract/feature.js';
import { chatLinks } from '../../contract/links.js';
import { html } from '../../contract/text.js';
import { chats } from '../database/chats.js';

const forEverybody = {
  permission: 'telegram.use',
  roles: ROLES,
  inMenu: false,
  isCommand: true,
} as const;

/** What can be done, a line for each command. */
const help: BotFeature = {
  ...forEverybody,
  name: 'help',
  async open(talk) {
    const offered = talk.context
      .contributions(botFeature)
      .filter(({ value }) => value.isCommand && value.roles.includes(talk.actor.role))
      .filter(({ value }) => talk.context.may(talk.actor, value.permission));
    const lines = offered.map(
      ({ plugin, value }) => html`/${value.name} – ${talk.t(`${plugin}:bot.${value.name}.command`)}`,
    );
    const own = ['menu', 'cancel'].map((name) => html`/${name} – ${talk.t(`telegram:bot.${name}.command`)}`);
    await talk.send({
      text: html`<b>${talk.t('telegram:bot.help.title')}</b>

${[...lines, ...own]}`,
    });
  },
};

/** Takes the chat away from its user, when asked twice. */
const unlink: BotFeature = {
  ...forEverybody,
  name: 'unlink',
  async open(talk) {
    await talk.send({
      text: html`${talk.t('telegram:bot.unlink.question')}`,
      buttons: [
        [{ label: talk.t('telegram:bot.unlink.confirm'), action: 'unlink.confirm' }],
        [{ label: talk.t('telegram:bot.unlink.keep'), action: 'unlink.keep' }],
      ],
    });
  },
  actions: {
    confirm: {
      version: 1,
      async run(talk) {
        const chat = await chats.byNumber(talk.context.database.queries, talk.place.chatId);
        if (chat) await talk.context.use(chatLinks).unlink(talk.actor, chat.id);
        await talk.show({ text: html`${talk.t('telegram:bot.unlink.done')}` });
      },
    },
    keep: {
      version: 1,
      run: (talk) => talk.show({ text: html`${talk.t('telegram:bot.unlink.kept')}` }),
    },
  },
};

export const ownFeatures: readonly BotFeature[] = [help, unlink];
