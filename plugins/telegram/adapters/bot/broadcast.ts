import { z } from 'zod';
import { network } from '../../../billing/contract/network.js';
import { LANGUAGES, ROLES, type Language } from '../../../../src/kernel/permissions.js';
import type { Answer, BotAction, BotFeature, ScreenButton, Talk } from '../../contract/feature.js';
import { html } from '../../contract/text.js';
import { broadcasts } from '../../broadcasts-token.js';
import { BROADCAST_TEXT_AT_MOST, EVERYBODY } from '../../domain/broadcast.js';
import { broadcastScreen } from './broadcast-screen.js';
import { pageButtons, pageOf, ROWS_ON_A_SCREEN } from './paging.js';
import { refused } from './refused.js';

const MINUTE_S = 60;

const draftSchema = z.object({
  /** in which the next text is */
  language: z.enum(LANGUAGES),
  texts: z.object({ en: z.string().optional(), uk: z.string().optional(), ru: z.string().optional() }),
  audience: z.object({
    roles: z.array(z.enum(ROLES)),
    officeIds: z.array(z.string()),
    geoIds: z.array(z.string()),
  }),
});
type Draft = z.infer<typeof draftSchema>;

/** One text to many: written, looked at as it arrives, sent, watched, and stopped when it must be. */
export const broadcastFeature: BotFeature = {
  name: 'broadcast',
  permission: 'telegram.broadcast',
  roles: ['admin'],
  inMenu: true,
  isCommand: true,
  open: (talk) => askForText(talk, { language: talk.language, texts: {}, audience: emptyAudience() }),
  actions: {
    language: drafted((talk, draft, [to]) => askForText(talk, { ...draft, language: languageOf(to) })),
    audience: drafted(showAudience),
    role: drafted((talk, draft, [role]) => {
      const chosen = ROLES.find((each) => each === role);
      if (chosen) draft.audience.roles = toggled(draft.audience.roles, chosen);
      return showAudience(talk, draft);
    }),
    places: drafted((talk, draft, [kind, page]) => showPlaces(talk, draft, placesOf(kind), pageOf(page))),
    place: drafted((talk, draft, [kind, id = '', page]) => {
      const list = placesOf(kind);
      draft.audience[list] = toggled(draft.audience[list], id);
      return showPlaces(talk, draft, list, pageOf(page));
    }),
    preview: drafted(preview),
    send: drafted(send),
    refresh: { version: 1, run: (talk, [id = '']) => showProgress(talk, id) },
    cancel: { version: 1, run: cancel },
    drop: { version: 1, run: drop },
  },
  steps: {
    text: { answer: takeText },
    choose: { answer: (talk) => withDraft(talk, (draft) => showAudience(talk, draft)) },
  },
};

const emptyAudience = (): Draft['audience'] => ({ ...EVERYBODY, roles: [], officeIds: [], geoIds: [] });
const languageOf = (text: string | undefined): Language => LANGUAGES.find((each) => each === text) ?? 'en';
const placesOf = (text: string | undefined): 'officeIds' | 'geoIds' =>
  text === 'geoIds' ? 'geoIds' : 'officeIds';
const say = ({ t }: Talk, key: string, facts?: Readonly<Record<string, unknown>>): string =>
  t(`telegram:bot.broadcast.${key}`, facts);
const cancelRow = ({ t }: Talk): readonly ScreenButton[] => [
  { label: t('telegram:bot.staff.cancel'), action: 'broadcast.drop' },
];
const toggled = <Value>(list: readonly Value[], value: Value): Value[] =>
  list.includes(value) ? list.filter((each) => each !== value) : [...list, value];

async function withDraft(talk: Talk, run: (draft: Draft) => Promise<void>): Promise<void> {
  const draft = draftSchema.safeParse(talk.state);
  await (draft.success ? run(draft.data) : talk.show({ text: html`${talk.t('telegram:bot.staff.over')}` }));
}

function drafted(run: (talk: Talk, draft: Draft, args: readonly string[]) => Promise<void>): BotAction {
  return { version: 1, run: (talk, args) => withDraft(talk, (draft) => run(talk, draft, args)) };
}

async function askForText(talk: Talk, draft: Draft): Promise<void> {
  await talk.expect('text', draft);
  const language = say(talk, `languages.${draft.language}`);
  await talk.show({
    text: html`<b>${say(talk, 'title')}</b>
${say(talk, 'ask-text', { language, most: BROADCAST_TEXT_AT_MOST })}`,
    buttons: [cancelRow(talk)],
  });
}

function takeText(talk: Talk, answer: Answer): Promise<void> {
  return withDraft(talk, async (draft) => {
    const text = answer.kind === 'text' ? answer.text.trim() : '';
    if (text === '') return askForText(talk, draft);
    if (text.length > BROADCAST_TEXT_AT_MOST) {
      const facts = { length: text.length, most: BROADCAST_TEXT_AT_MOST };
      return talk.send({ text: html`${say(talk, 'too-long', facts)}`, buttons: [cancelRow(talk)] });
    }
    const texts = { ...draft.texts, [draft.language]: text };
    await talk.expect('choose', { ...draft, texts });
    await talk.send({
      text: html`${say(talk, 'more-languages')}`,
      buttons: [
        ...LANGUAGES.filter((each) => texts[each] === undefined).map((each): readonly ScreenButton[] => [
          {
            label: say(talk, 'add-language', { language: say(talk, `languages.${each}`) }),
            action: 'broadcast.language',
            args: [each],
          },
        ]),
        [{ label: say(talk, 'go-on'), action: 'broadcast.audience' }],
        cancelRow(talk),
      ],
    });
  });
}

const choice = (talk: Talk, isChosen: boolean, label: string): string =>
  isChosen ? say(talk, 'chosen', { label }) : label;

async function showAudience(talk: Talk, draft: Draft): Promise<void> {
  await talk.expect('choose', draft);
  const { roles, officeIds, geoIds } = draft.audience;
  const places = (label: string, kind: string, chosen: number): readonly ScreenButton[] => [
    { label: choice(talk, chosen > 0, say(talk, label)), action: 'broadcast.places', args: [kind, '0'] },
  ];
  await talk.show({
    text: html`${say(talk, 'ask-audience')}`,
    buttons: [
      ...ROLES.map((role): readonly ScreenButton[] => [
        {
          label: choice(talk, roles.includes(role), say(talk, `roles.${role}`)),
          action: 'broadcast.role',
          args: [role],
        },
      ]),
      places('choose-geos', 'geoIds', geoIds.length),
      places('choose-offices', 'officeIds', officeIds.length),
      [{ label: say(talk, 'preview'), action: 'broadcast.preview' }],
      cancelRow(talk),
    ],
  });
}

async function showPlaces(
  talk: Talk,
  draft: Draft,
  kind: 'officeIds' | 'geoIds',
  page: number,
): Promise<void> {
  await talk.expect('choose', draft);
  const { geos, offices } = talk.context.use(network);
  const asked = { page, pageSize: ROWS_ON_A_SCREEN };
  const found = await (kind === 'geoIds' ? geos(talk.actor, asked) : offices(talk.actor, asked));
  await talk.show({
    text: html`${say(talk, kind === 'geoIds' ? 'ask-geos' : 'ask-offices')}`,
    buttons: [
      ...found.rows.map(({ id, name }): readonly ScreenButton[] => [
        {
          label: choice(talk, draft.audience[kind].includes(id), name),
          action: 'broadcast.place',
          args: [kind, id, String(page)],
        },
      ]),
      ...pageButtons(talk, 'broadcast.places', [kind], { page, total: found.total }),
      [{ label: talk.t('telegram:bot.staff.done'), action: 'broadcast.audience' }],
    ],
  });
}

/** Each text in a message of its own, word for word and with its heading as the channel writes it. */
async function preview(talk: Talk, draft: Draft): Promise<void> {
  await talk.expect('choose', draft);
  const { context } = talk;
  const { people, seconds } = await context.use(broadcasts).estimate(draft.audience);
  const organisation = (await context.organisation()).name;
  for (const language of LANGUAGES) {
    const text = draft.texts[language];
    if (text === undefined) continue;
    const subject = context.translator.text(language, 'telegram:notices.broadcast-subject', { organisation });
    await talk.send({
      text: html`${say(talk, 'as-it-arrives', { language: say(talk, `languages.${language}`) })}`,
    });
    await talk.send({ text: html`<b>${subject}</b>\n\n${text}` });
  }
  const time =
    seconds < 2 * MINUTE_S
      ? say(talk, 'seconds', { count: seconds })
      : say(talk, 'minutes', { count: Math.ceil(seconds / MINUTE_S) });
  await talk.send({
    text: html`${people === 0 ? say(talk, 'nobody') : say(talk, 'estimate', { count: people, time })}`,
    buttons: [
      ...(people === 0 ? [] : [[{ label: say(talk, 'send'), action: 'broadcast.send' }]]),
      [{ label: say(talk, 'change'), action: 'broadcast.audience' }],
      cancelRow(talk),
    ],
  });
}

async function send(talk: Talk, { texts, audience }: Draft): Promise<void> {
  const { start } = talk.context.use(broadcasts);
  await talk.finish();
  const started = await start(talk.actor, { texts, audience, place: talk.place });
  if (!started.ok) return talk.show({ text: refused(talk, 'telegram', started.error) });
  await showProgress(talk, started.value.id);
}

async function showProgress(talk: Talk, id: string): Promise<void> {
  const report = await talk.context.use(broadcasts).report(talk.actor, id);
  await talk.show(
    report.ok
      ? broadcastScreen(talk.context.translator, talk.language, report.value)
      : { text: refused(talk, 'telegram', report.error) },
  );
}

async function cancel(talk: Talk, [id = '']: readonly string[]): Promise<void> {
  const cancelled = await talk.context.use(broadcasts).cancel(talk.actor, id);
  if (!cancelled.ok) talk.toast(talk.t(`telegram:refusals.${cancelled.error.code}`));
  await showProgress(talk, id);
}

async function drop(talk: Talk): Promise<void> {
  await talk.finish();
  await talk.show({ text: html`${say(talk, 'nothing-sent')}` });
}
