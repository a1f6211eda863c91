import type { BotAction } from '../../contract/feature.js';
import { decodePlace } from '../../domain/callback-data.js';
import { findConversation } from '../database/conversations.js';
import { findScreen } from '../database/screens.js';
import type { BotMeans } from './means.js';
import { wordsIn } from './means.js';
import { dropKeyboard } from './show-screen.js';
import { openTalk, type Speaker } from './talk.js';

export interface Press {
  readonly data: string;
  /** null: too old for Telegram to say */
  readonly messageId: bigint | null;
}

/** Does what the button stands for, if it still stands for anything and is this reader's. Returns the words to say above the chat. */
export async function pressButton(
  means: BotMeans,
  speaker: Speaker,
  { data, messageId }: Press,
): Promise<string> {
  const { actor, chatId, userId } = speaker;
  const t = wordsIn(means, actor.language);
  const old = async (): Promise<string> => {
    if (messageId !== null) await dropKeyboard(means, chatId, messageId);
    return t('buttons.old');
  };
  const place = decodePlace(data);
  const screen = place && (await findScreen(means.context.database.queries, place.screenId));
  if (!place || !screen) return old();
  if (screen.chatId !== chatId || screen.userId !== userId) return t('buttons.not-yours');
  const button = screen.buttons[place.index];
  if (!button || screen.expiresAt <= means.context.clock.now()) return old();
  const [featureName = '', actionName = ''] = button.action.split('.');
  const feature = means.features.get(featureName);
  const action: BotAction | undefined = feature?.value.actions?.[actionName];
  if (!feature || action?.version !== button.version) return old();
  if (
    ![feature.value.permission, action.permission].every(
      (needed) => needed === undefined || means.context.may(actor, needed),
    )
  )
    return t('not-permitted');
  const conversation = await findConversation(means.context.database.queries, chatId);
  const { talk, toast, settle } = openTalk(means, speaker, feature, { messageId, conversation });
  await action.run(talk, button.args);
  await settle();
  return toast();
}
