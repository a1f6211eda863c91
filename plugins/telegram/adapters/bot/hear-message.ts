import type { Contributed } from '../../../../src/kernel/plugin.js';
import { html } from '../../contract/text.js';
import type { Answer, BotFeature } from '../../contract/feature.js';
import {
  endConversation,
  findConversation,
  takeStep,
  type KeptConversation,
} from '../database/conversations.js';
import { commandsFor, featureOfKey, sendMenu } from './menu.js';
import { wordsIn, type BotMeans } from './means.js';
import { FileTooLarge, withFile, type IncomingFile } from './receive-file.js';
import { showScreen } from './show-screen.js';
import { ConversationMoved, openTalk, type Speaker } from './talk.js';

/** What somebody sent; `other`: a voice note, a sticker, a place … */
export type Heard =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly file: IncomingFile; readonly caption: string }
  | { readonly kind: 'other' };

const COMMAND = /^\/([a-z0-9_]{1,32})(?:@\w+)?(?:\s|$)/i;

/** Answers one message of somebody who is linked. */
export async function hearMessage(means: BotMeans, speaker: Speaker, heard: Heard): Promise<void> {
  if (heard.kind === 'other') return sayCannotHear(means, speaker);
  if (heard.kind === 'text') {
    const command = COMMAND.exec(heard.text)?.[1]?.toLowerCase();
    if (command !== undefined) return obey(means, speaker, command);
    const pressed = featureOfKey(means, heard.text);
    if (pressed) return openFeature(means, speaker, pressed);
  }
  const conversation = await findConversation(means.context.database.queries, speaker.chatId);
  if (conversation) return goOn(means, speaker, conversation, heard);
  const t = wordsIn(means, speaker.actor.language);
  if (heard.kind === 'file')
    return say(means, speaker, t('file-unasked', { commands: listed(means, speaker) }));
  return sendMenu(means, speaker.chatId, speaker.actor, t('menu.unknown'));
}

async function obey(means: BotMeans, speaker: Speaker, command: string): Promise<void> {
  const t = wordsIn(means, speaker.actor.language);
  const { queries } = means.context.database;
  if (command === 'cancel') {
    const wasUnderWay = await endConversation(queries, speaker.chatId);
    return say(means, speaker, t(wasUnderWay ? 'cancel.done' : 'cancel.nothing'));
  }
  if (command === 'start' || command === 'menu') {
    await endConversation(queries, speaker.chatId);
    return sendMenu(means, speaker.chatId, speaker.actor, t('menu.title'));
  }
  const feature = means.features.get(command);
  if (feature?.value.isCommand) return openFeature(means, speaker, feature);
  return sendMenu(
    means,
    speaker.chatId,
    speaker.actor,
    t('menu.unknown-command', { command: `/${command}` }),
  );
}

async function openFeature(
  means: BotMeans,
  speaker: Speaker,
  feature: Contributed<BotFeature>,
): Promise<void> {
  await endConversation(means.context.database.queries, speaker.chatId);
  if (!means.context.may(speaker.actor, feature.value.permission)) return sayNotPermitted(means, speaker);
  const { talk, settle } = openTalk(means, speaker, feature, { messageId: null, conversation: null });
  await feature.value.open(talk);
  await settle();
}

async function goOn(
  means: BotMeans,
  speaker: Speaker,
  conversation: KeptConversation,
  heard: Exclude<Heard, { kind: 'other' }>,
): Promise<void> {
  const { queries } = means.context.database;
  const t = wordsIn(means, speaker.actor.language);
  const [featureName = '', stepName = ''] = conversation.step.split('.');
  const feature = means.features.get(featureName);
  const step = feature?.value.steps?.[stepName];
  const isOver =
    conversation.expiresAt <= means.context.clock.now() || conversation.userId !== speaker.userId;
  if (!feature || !step || isOver) {
    await endConversation(queries, speaker.chatId);
    return sendMenu(means, speaker.chatId, speaker.actor, t('conversation-over'));
  }
  const needed = [feature.value.permission, step.permission];
  if (!needed.every((each) => each === undefined || means.context.may(speaker.actor, each)))
    return sayNotPermitted(means, speaker);
  if (heard.kind === 'file' && !step.files) return say(means, speaker, t('text-wanted'));
  if (!(await takeStep(queries, speaker.chatId, conversation.version))) throw new ConversationMoved();
  const taken = { ...conversation, version: conversation.version + 1 };
  const { talk, settle } = openTalk(means, speaker, feature, {
    messageId: conversation.messageId,
    conversation: taken,
  });
  const answer = (given: Answer): Promise<void> => step.answer(talk, given);
  if (heard.kind === 'text') await answer({ kind: 'text', text: heard.text });
  else {
    const { file: incoming, caption } = heard;
    const most = step.files?.maxBytes ?? 0;
    try {
      await withFile(means, incoming, most, (file) => answer({ kind: incoming.kind, file, caption }));
    } catch (error) {
      if (!(error instanceof FileTooLarge)) throw error;
      const megabytes = Math.max(1, Math.floor(most / 1024 / 1024));
      return say(means, speaker, t('file-too-large', { count: megabytes }));
    }
  }
  await settle();
}

/** A message that nothing hangs on. */
export async function say(means: BotMeans, speaker: Speaker, text: string): Promise<void> {
  await showScreen(means, speaker, { text: html`${text}` }, null);
}

const sayNotPermitted = (means: BotMeans, speaker: Speaker): Promise<void> =>
  say(means, speaker, wordsIn(means, speaker.actor.language)('not-permitted'));

const sayCannotHear = (means: BotMeans, speaker: Speaker): Promise<void> =>
  say(
    means,
    speaker,
    wordsIn(means, speaker.actor.language)('cannot-hear', { commands: listed(means, speaker) }),
  );

function listed(means: BotMeans, { actor }: Speaker): string {
  return commandsFor(means, actor)
    .map(({ command }) => `/${command}`)
    .join(', ');
}
