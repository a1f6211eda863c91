import { z } from 'zod';
import type { Contributed } from '../../../../src/kernel/plugin.js';
import {
  botApproval,
  type Answer,
  type ApprovalItem,
  type BotAction,
  type BotApproval,
  type BotFeature,
  type Talk,
} from '../../contract/feature.js';
import { html } from '../../contract/text.js';

const ON_A_SCREEN = 5;
const LABEL_AT_MOST = 60;

const asked = z.object({ name: z.string(), id: z.string(), after: z.string() });

const action = (run: BotAction['run']): BotAction => ({ version: 1, run });

/** What waits for a yes or a no, of every kind that a plugin contributes and the reader may decide. */
export const approvalsFeature: BotFeature = {
  name: 'approvals',
  permission: 'telegram.use',
  roles: ['admin', 'operator'],
  inMenu: true,
  isCommand: true,
  open: home,
  actions: {
    home: action(home),
    list: action(list),
    item: action(item),
    file: action(sendFile),
    ask: action(askToApprove),
    approve: action(approve),
    refuse: action(askForReason),
  },
  steps: { reason: { answer: refuse } },
};

const say = ({ t }: Talk, key: string, facts?: Readonly<Record<string, unknown>>): string =>
  t(`telegram:bot.approvals.${key}`, facts);

function kindsOf({ context, actor }: Talk): readonly Contributed<BotApproval>[] {
  return context.contributions(botApproval).filter(({ value }) => context.may(actor, value.permission));
}

const kindOf = (talk: Talk, name: string | undefined): Contributed<BotApproval> | undefined =>
  kindsOf(talk).find(({ value }) => value.name === name);

const titleOf = ({ t }: Talk, { plugin, value }: Contributed<BotApproval>): string =>
  t(`${plugin}:bot.approvals.${value.name}`);

async function home(talk: Talk): Promise<void> {
  await talk.finish();
  const kinds = kindsOf(talk);
  const first = { after: null, limit: ON_A_SCREEN + 1 };
  const waiting = await Promise.all(
    kinds.map(({ value, context }) => value.waiting(context, talk.actor, first)),
  );
  const lines = kinds.map((kind, index) => {
    const count = waiting[index]?.length ?? 0;
    const key = count > ON_A_SCREEN ? 'more-than' : 'waiting';
    return html`${titleOf(talk, kind)}: ${say(talk, key, { count: Math.min(count, ON_A_SCREEN) })}`;
  });
  await talk.show({
    text: html`<b>${say(talk, 'title')}</b>
${lines.length === 0 ? [html`${say(talk, 'no-kinds')}`] : lines}`,
    buttons: kinds.flatMap((kind, index) =>
      (waiting[index]?.length ?? 0) === 0
        ? []
        : [[{ label: titleOf(talk, kind), action: 'approvals.list', args: [kind.value.name, ''] }]],
    ),
  });
}

async function pageAfter(talk: Talk, kind: Contributed<BotApproval>, after: string) {
  const page = { after: after === '' ? null : after, limit: ON_A_SCREEN + 1 };
  const found = await kind.value.waiting(kind.context, talk.actor, page);
  return { rows: found.slice(0, ON_A_SCREEN), isLast: found.length <= ON_A_SCREEN };
}

async function list(talk: Talk, [name, after = '']: readonly string[]): Promise<void> {
  const kind = kindOf(talk, name);
  if (!kind) return home(talk);
  const { rows, isLast } = await pageAfter(talk, kind, after);
  const last = rows.at(-1);
  await talk.show({
    text: html`<b>${titleOf(talk, kind)}</b>
${rows.length === 0 ? [html`${say(talk, 'nothing')}`] : rows.map(({ text }, index) => html`${index + 1}. ${text}`)}`,
    buttons: [
      ...rows.map(({ id, text }, index) => [
        {
          label: `${index + 1}. ${plainStart(text.markup)}`,
          action: 'approvals.item',
          args: [kind.value.name, id, after],
        },
      ]),
      ...(isLast || !last
        ? []
        : [
            [
              {
                label: talk.t('telegram:bot.staff.next'),
                action: 'approvals.list',
                args: [kind.value.name, last.id],
              },
            ],
          ]),
      [{ label: talk.t('telegram:bot.staff.back'), action: 'approvals.home' }],
    ],
  });
}

/** The beginning of an item without its markup, as a button's words. */
function plainStart(markup: string): string {
  const plain = markup
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');
  return plain.length <= LABEL_AT_MOST ? plain : `${plain.slice(0, LABEL_AT_MOST - 1)}…`;
}

/** Null: somebody decided it meanwhile, or it is not the reader's to see. */
async function itemOf(
  talk: Talk,
  [name, id, after = '']: readonly string[],
): Promise<{ readonly kind: Contributed<BotApproval>; readonly found: ApprovalItem } | null> {
  const kind = kindOf(talk, name);
  if (!kind) return null;
  const { rows } = await pageAfter(talk, kind, after);
  const found = rows.find((row) => row.id === id);
  return found ? { kind, found } : null;
}

async function item(talk: Talk, args: readonly string[]): Promise<void> {
  const shown = await itemOf(talk, args);
  if (!shown) return decidedMeanwhile(talk, args);
  const { kind, found } = shown;
  const button = (label: string, act: string) => ({ label: say(talk, label), action: act, args });
  await talk.show({
    text: html`<b>${titleOf(talk, kind)}</b>
${found.text}`,
    buttons: [
      ...(found.file ? [[button('file', 'approvals.file')]] : []),
      kind.value.endsBy === 'sentence'
        ? [button('answer', 'approvals.refuse')]
        : [button('approve', 'approvals.ask'), button('refuse', 'approvals.refuse')],
      [backToList(talk, args)],
    ],
  });
}

const backToList = (talk: Talk, [name = '', , after = '']: readonly string[]) => ({
  label: talk.t('telegram:bot.staff.back'),
  action: 'approvals.list',
  args: [name, after],
});

const decidedMeanwhile = (talk: Talk, args: readonly string[]): Promise<void> =>
  talk.show({ text: html`${say(talk, 'decided-meanwhile')}`, buttons: [[backToList(talk, args)]] });

async function sendFile(talk: Talk, args: readonly string[]): Promise<void> {
  const shown = await itemOf(talk, args);
  const file = await shown?.found.file?.();
  if (!shown || !file) return decidedMeanwhile(talk, args);
  // A photograph is seen in the chat; anything else is a file to open.
  const isPhoto = file.contentType === 'image/jpeg' || file.contentType === 'image/png';
  await (isPhoto ? talk.sendPhoto(file, shown.found.text) : talk.sendDocument(file, shown.found.text));
}

async function askToApprove(talk: Talk, args: readonly string[]): Promise<void> {
  const shown = await itemOf(talk, args);
  if (!shown) return decidedMeanwhile(talk, args);
  await talk.show({
    text: html`${say(talk, 'sure')} ${shown.found.text}`,
    buttons: [
      [{ label: say(talk, 'approve'), action: 'approvals.approve', args }],
      [{ label: talk.t('telegram:bot.staff.back'), action: 'approvals.item', args }],
    ],
  });
}

async function approve(talk: Talk, args: readonly string[]): Promise<void> {
  const [name, id = ''] = args;
  const kind = kindOf(talk, name);
  if (!kind) return home(talk);
  const { sentence } = await kind.value.decide(kind.context, talk.actor, id, { approve: true });
  await talk.show({ text: html`${sentence}`, buttons: [[backToList(talk, args)]] });
}

async function askForReason(talk: Talk, args: readonly string[]): Promise<void> {
  const shown = await itemOf(talk, args);
  if (!shown) return decidedMeanwhile(talk, args);
  const [name = '', id = '', after = ''] = args;
  await talk.expect('reason', { name, id, after });
  await talk.show({
    text: html`${shown.found.text}
${say(talk, shown.kind.value.endsBy === 'sentence' ? 'ask-answer' : 'ask-reason')}`,
    buttons: [[{ label: talk.t('telegram:bot.staff.cancel'), action: 'approvals.item', args }]],
  });
}

async function refuse(talk: Talk, answer: Answer): Promise<void> {
  const state = asked.safeParse(talk.state);
  const reason = answer.kind === 'text' ? answer.text.trim() : '';
  const kind = state.success ? kindOf(talk, state.data.name) : undefined;
  if (!state.success || !kind) return talk.finish();
  if (reason === '') return talk.send({ text: html`${say(talk, 'ask-reason')}` });
  const { name, id, after } = state.data;
  const { sentence } = await kind.value.decide(kind.context, talk.actor, id, { approve: false, reason });
  await talk.finish();
  await talk.send({ text: html`${sentence}`, buttons: [[backToList(talk, [name, id, after])]] });
}
