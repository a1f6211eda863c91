import type { Contributed } from '../../../../src/kernel/plugin.js';
import type { Actor } from '../../../../src/kernel/permissions.js';
import type { BotFeature, Talk } from '../../contract/feature.js';
import {
  endConversation,
  moveConversation,
  placeConversation,
  type KeptConversation,
} from '../database/conversations.js';
import { settingsOf, type BotMeans } from './means.js';
import { sendFile } from './send-file.js';
import { showScreen } from './show-screen.js';

/** Somebody who is linked, as it is at this update. */
export interface Speaker {
  readonly actor: Actor;
  readonly userId: string;
  readonly chatId: bigint;
  readonly updateKey: string;
}

export interface OpenTalk {
  readonly talk: Talk;
  /** what is said above the chat */
  readonly toast: () => string;
  /** Afterwards: the conversation knows which message it goes on in. */
  readonly settle: () => Promise<void>;
}

/** Another update moved the conversation on in the meantime. */
export class ConversationMoved extends Error {}

const MINUTE_MS = 60_000;

export function openTalk(
  means: BotMeans,
  speaker: Speaker,
  { value: feature, context }: Contributed<BotFeature>,
  at: { readonly messageId: bigint | null; readonly conversation: KeptConversation | null },
): OpenTalk {
  const { actor, userId, chatId, updateKey } = speaker;
  const { database, clock } = means.context;
  let shown = at.messageId;
  let hasMoved = false;
  let words = '';
  let conversation = at.conversation;

  const show = async (screen: Parameters<Talk['show']>[0], into: bigint | null): Promise<void> => {
    shown = await showScreen(means, { chatId, userId }, screen, into);
    hasMoved = true;
  };
  const send = async (kind: 'document' | 'photo', ...[file, caption]: Parameters<Talk['sendDocument']>) => {
    const toSend = { chatId, language: actor.language, kind, file, ...(caption ? { caption } : {}) };
    await sendFile(means, toSend, { urgency: 'person' });
  };
  const talk: Talk = {
    ...{ context, actor, userId, language: actor.language, updateKey },
    t: (key, facts) => context.translator.text(actor.language, key, facts),
    show: (screen) => show(screen, shown),
    send: (screen) => show(screen, null),
    toast: (text) => void (words = text),
    sendDocument: (file, caption) => send('document', file, caption),
    sendPhoto: (file, caption) => send('photo', file, caption),
    async expect(step, state) {
      const { conversationMinutes } = await settingsOf(means);
      const next = {
        ...{ chatId, userId, state, messageId: shown, step: `${feature.name}.${step}` },
        expiresAt: new Date(clock.now().getTime() + conversationMinutes * MINUTE_MS),
      };
      const version = conversation?.version ?? null;
      if (!(await moveConversation(database.dialect, database.queries, version, next)))
        throw new ConversationMoved();
      conversation = { ...next, version: (version ?? 0) + 1 };
    },
    get state() {
      return conversation?.step.startsWith(`${feature.name}.`) ? conversation.state : null;
    },
    async finish() {
      await endConversation(database.queries, chatId);
      conversation = null;
    },
    get place() {
      return { chatId, messageId: shown };
    },
  };
  return {
    talk,
    toast: () => words,
    async settle() {
      if (hasMoved && conversation !== null && shown !== null)
        await placeConversation(database.queries, chatId, shown);
    },
  };
}
