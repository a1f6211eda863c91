import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Language } from '../../../src/kernel/permissions.js';
import type { Organisation } from '../../../src/kernel/ports.js';
import { unsubscribeLink, type Unsubscription } from './unsubscribe-links.js';

/** What stands around every letter: who writes, why, and how it is ended. */
export interface LetterFrame {
  readonly organisation: Organisation;
  readonly greeting: string;
  readonly foot: readonly string[];
  readonly unsubscribe: { readonly href: string; readonly label: string } | null;
}

/** `ends`: what the link in the foot ends; null where nothing may be ended. */
export async function letterFrame(
  context: PluginContext,
  language: Language,
  ends: Unsubscription | null,
): Promise<LetterFrame> {
  const organisation = await context.organisation();
  const say = (key: string): string =>
    context.translator.text(language, `notifications:mail.${key}`, { organisation: organisation.name });
  const sender = [organisation.name, organisation.address].filter((line) => line !== '').join('\n');
  return {
    organisation,
    greeting: say('greeting'),
    foot: [sender, say('foot.why'), ...(ends === null ? [say('foot.locked')] : [])],
    unsubscribe: ends && { href: unsubscribeLink(context, ends), label: say('foot.unsubscribe') },
  };
}
