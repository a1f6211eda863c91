import {
  notifications,
  type PreferenceChange,
  type Preferences,
} from '../../../notifications/contract/notifications.js';
import { ROLES } from '../../../../src/kernel/permissions.js';
import type { Answer, BotFeature, ScreenButton, Talk } from '../../contract/feature.js';
import { html, type BotText } from '../../contract/text.js';
import { readQuietHours } from '../../domain/quiet-hours.js';
import { refused } from './refused.js';

const DIGESTS = ['instant', 'hourly', 'daily'] as const;

/** What one is told by which way, quiet hours and how often. */
export const notificationSettings: BotFeature = {
  name: 'notifications',
  permission: 'notifications.prefer',
  roles: ROLES,
  inMenu: true,
  isCommand: true,
  open: overview,
  actions: {
    overview: { version: 1, run: overview },
    kind: { version: 1, run: kind },
    toggle: { version: 1, run: toggle },
    quiet: { version: 1, run: quiet },
    loud: { version: 1, run: (talk) => setQuiet(talk, null) },
    digest: { version: 1, run: digest },
  },
  steps: { quiet: { answer: typedQuiet } },
};

const preferencesOf = ({ context, actor }: Talk): Promise<Preferences> =>
  context.use(notifications).preferences(actor);

async function overview(talk: Talk): Promise<void> {
  const { t } = talk;
  const preferences = await preferencesOf(talk);
  const { quiet: hours } = preferences;
  const lines = preferences.kinds.map(({ title, channels }) => {
    const on = channels.filter((channel) => channel.on).map((channel) => channel.title);
    return html`• ${title}: ${on.length === 0 ? t('telegram:bot.notifications.nothing') : on.join(', ')}`;
  });
  await talk.show({
    text: html`${[
      html`<b>${t('telegram:bot.notifications.title')}</b>`,
      html``,
      ...lines,
      html``,
      html`${
        hours
          ? t('telegram:bot.notifications.quiet-now', { ...hours, zone: preferences.zone })
          : t('telegram:bot.notifications.quiet-none')
      }`,
      html`${t(`telegram:bot.notifications.digest.${preferences.digest}.now`)}`,
    ]}`,
    buttons: [
      ...preferences.kinds.map(({ name, title }) => [
        { label: title, action: 'notifications.kind', args: [name] },
      ]),
      [{ label: t('telegram:bot.notifications.quiet'), action: 'notifications.quiet' }],
      ...DIGESTS.filter((each) => each !== preferences.digest).map((each) => [
        {
          ...{ label: t(`telegram:bot.notifications.digest.${each}.choose`) },
          ...{ action: 'notifications.digest', args: [each] },
        },
      ]),
    ],
  });
}

const back = ({ t }: Talk): readonly ScreenButton[] => [
  { label: t('telegram:bot.notifications.back'), action: 'notifications.overview' },
];

async function kind(talk: Talk, [name = '']: readonly string[]): Promise<void> {
  const { t } = talk;
  const found = (await preferencesOf(talk)).kinds.find((each) => each.name === name);
  if (!found) return overview(talk);
  const lines = found.channels.map(({ title, on, locked, reachable }) => {
    const words = [
      t(`telegram:bot.notifications.${on ? 'on' : 'off'}`),
      ...(locked ? [t('telegram:bot.notifications.locked')] : []),
      ...(reachable ? [] : [t('telegram:bot.notifications.unreachable')]),
    ];
    return html`• ${title}: ${words.join(', ')}`;
  });
  const buttons = found.channels
    .filter(({ locked }) => !locked)
    .map(({ name: channel, title, on }) => [
      {
        label: t(`telegram:bot.notifications.turn-${on ? 'off' : 'on'}`, { channel: title }),
        action: 'notifications.toggle',
        args: [name, channel, on ? 'off' : 'on'],
      },
    ]);
  await talk.show({
    text: html`${[html`<b>${found.title}</b>`, html`${found.help}`, html``, ...lines]}`,
    buttons: [...buttons, back(talk)],
  });
}

/** Says which way it is to be: pressed twice, it is so once. */
async function toggle(talk: Talk, [name = '', channel = '', way]: readonly string[]): Promise<void> {
  const found = (await preferencesOf(talk)).kinds.find((each) => each.name === name);
  const others = found?.channels.filter((each) => each.on && each.name !== channel) ?? [];
  const channels = [...others.map((each) => each.name), ...(way === 'on' ? [channel] : [])];
  if (await isChosen(talk, { kind: name, channels })) await kind(talk, [name]);
}

async function quiet(talk: Talk): Promise<void> {
  const { t } = talk;
  const none = [{ label: t('telegram:bot.notifications.quiet-off'), action: 'notifications.loud' }];
  await talk.show({
    text: html`${t('telegram:bot.notifications.quiet-question')}`,
    buttons: [none, back(talk)],
  });
  await talk.expect('quiet', {});
}

async function typedQuiet(talk: Talk, answer: Answer): Promise<void> {
  const hours = answer.kind === 'text' ? readQuietHours(answer.text) : null;
  if (hours !== null) return setQuiet(talk, hours);
  const text: BotText = html`${talk.t('telegram:bot.notifications.not-hours')}`;
  await talk.send({ text, buttons: [back(talk)] });
  await talk.expect('quiet', {});
}

async function setQuiet(talk: Talk, hours: Preferences['quiet']): Promise<void> {
  await talk.finish();
  const { zone, digest: often } = await preferencesOf(talk);
  if (await isChosen(talk, { zone, quiet: hours, digest: often })) await overview(talk);
}

async function digest(talk: Talk, [asked]: readonly string[]): Promise<void> {
  const chosen = DIGESTS.find((each) => each === asked) ?? 'instant';
  const { zone, quiet: hours } = await preferencesOf(talk);
  if (await isChosen(talk, { zone, quiet: hours, digest: chosen })) await overview(talk);
}

async function isChosen(talk: Talk, change: PreferenceChange): Promise<boolean> {
  const chosen = await talk.context.use(notifications).choose(talk.actor, change);
  if (chosen.ok) return true;
  await talk.show({ text: refused(talk, 'notifications', chosen.error), buttons: [back(talk)] });
  return false;
}
