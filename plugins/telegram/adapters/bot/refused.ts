import type { Refusal } from '../../../../src/values/result.js';
import type { Talk } from '../../contract/feature.js';
import { html, type BotText } from '../../contract/text.js';

/** Why something was refused, in the reader's words. `owner` is the plugin whose refusal it is. */
export function refused({ t }: Talk, owner: string, refusal: Refusal): BotText {
  return html`${t(`${owner}:refusals.${refusal.code}`, refusal)}`;
}
