import { defineExtensionPoint } from '../../../src/kernel/contributions.js';
import type { Language } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { MailAttachment } from '../../../src/kernel/ports.js';
import type { Refusal } from '../../../src/values/result.js';
import type { Recipient } from './notice-kind.js';

/** A message in words, on its way to one address. */
export interface WrittenMessage {
  readonly id: string;
  /** the same message has the same key at each attempt */
  readonly uniqueKey: string;
  readonly kind: string;
  readonly priority: 0 | 1 | 2;
  readonly recipient: Recipient;
  readonly address: string;
  readonly language: Language;
  readonly subject: string;
  /** plain text, without the subject */
  readonly text: string;
  /** the whole letter, styles inlined */
  readonly html: string;
  /** where the reader goes on, with the button's words; a panel address as it is reached from outside */
  readonly link: { readonly href: string; readonly label: string } | null;
  readonly attachments: readonly (MailAttachment & { readonly digest?: string })[];
}

/** What became of an attempt. */
export type Sent =
  | {
      readonly outcome: 'sent';
      /** Message-ID, the chat's message number */ readonly reference: string | null;
    }
  /**
   * it may succeed later; `afterMs` when the other side said how long to wait; `mayHaveArrived` when its answer was lost or a part of it
   * has gone, so that the next attempt may bring it twice
   */
  | {
      readonly outcome: 'later';
      readonly refusal: Refusal;
      readonly afterMs?: number;
      readonly mayHaveArrived?: boolean;
    }
  /** `addressIsDead`: nothing will reach this address any more; the channel has taken its own measures */
  | { readonly outcome: 'never'; readonly refusal: Refusal; readonly addressIsDead?: boolean };

/** A way by which messages reach people, besides the inbox. Title: `<plugin>:channels.<name>`. */
export interface Channel {
  /** unique in the house: `email`, `telegram` */
  readonly name: string;
  /** messages that one process sends at once */
  readonly concurrency: number;
  /** where it reaches them now; who is absent is not reached, `refusalOf` says why */
  readonly addresses: (
    context: PluginContext,
    recipients: readonly Recipient[],
  ) => Promise<ReadonlyMap<string, string>>;
  /** the code of a sentence in the contributor's `refusals`: "no chat is linked" */
  readonly unreachable: string;
  /** Throws as `later` does. Nothing is sent after `signal` aborts. */
  readonly send: (context: PluginContext, message: WrittenMessage, signal: AbortSignal) => Promise<Sent>;
}

/** The key of a recipient in `addresses`. */
export const recipientKey = ({ kind, id }: Recipient): string => `${kind}:${id}`;

export const channel = defineExtensionPoint<Channel>('notifications.channel', ({ name, concurrency }) => {
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(name) || name === 'inbox')
    return `its name ${JSON.stringify(name)} is not a lower-case word of its own`;
  return concurrency >= 1 && concurrency <= 64
    ? null
    : `${concurrency} messages at once is not between 1 and 64`;
});
