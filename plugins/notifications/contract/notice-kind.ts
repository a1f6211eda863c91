import { defineExtensionPoint } from '../../../src/kernel/contributions.js';
import type { Actor, Language, Role } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { MailAttachment, QueryHandle, Transaction } from '../../../src/kernel/ports.js';

/** What a notice says: JSON. Amounts are minor units in a string beside a `currency`; days are YYYY-MM-DD. */
export type NoticeFacts = Readonly<Record<string, unknown>>;

/** Whom a message is for: somebody who may sign in, or a representative by the address that it gave. */
export type Recipient =
  { readonly kind: 'user'; readonly id: string } | { readonly kind: 'representative'; readonly id: string };

/** A message that is about to go, read in the transaction that sends it. */
export interface MessageToSend {
  readonly id: string;
  readonly kind: string;
  readonly channel: string;
  readonly recipient: Recipient;
  readonly language: Language;
  readonly facts: NoticeFacts;
  readonly entity: string | null;
  readonly entityId: string | null;
  readonly link: string | null;
  readonly stage: number;
}

/**
 * One thing that people are told of. Titles: `<plugin>:kinds.<what>.title` and `.help`; its words are the templates
 * `views/<plugin>/notices/<what>.hbs` (the body of a letter) and `<what>.text.hbs` (plain), given the facts and `t`, or, for a kind
 * without templates, the sentence `<plugin>:notices.<what>`. The subject is `<plugin>:notices.<what>-subject`, else the sentence.
 */
export interface NoticeKind {
  /** `<plugin>.<what>`, as `NoticeToWrite.kind` */
  readonly name: string;
  /** whose preferences list it */
  readonly roles: readonly Role[];
  /**
   * `tell`: queued by the service `notifications.notifications`. `inbox`: written by `tx.inform`; its messages are queued when the
   * notice is there.
   */
  readonly comesBy: 'tell' | 'inbox';
  /** false: its words are the sentence alone */
  readonly hasTemplates: boolean;
  /** on unless the administrator or the reader says otherwise */
  readonly channels: readonly string[];
  /** nobody turns these off unless the administrator unlocks them */
  readonly locked?: readonly string[];
  /** 0 urgent: neither quiet hours nor digests hold it; 1; 2 bulk */
  readonly priority: 0 | 1 | 2;
  /**
   * Looks again, in the transaction that takes the message for sending. Returns the facts as they are now, or why there is nothing
   * to say any more (a code of the contributor's `refusals`): then it is dropped.
   */
  readonly lookAgain?: (
    context: PluginContext,
    tx: Transaction,
    message: MessageToSend,
  ) => Promise<{ readonly facts: NoticeFacts } | { readonly dropped: string }>;
  /** files that go along, made when it is sent; in the recipient's language */
  readonly attachments?: (
    context: PluginContext,
    message: MessageToSend,
  ) => Promise<readonly (MailAttachment & { readonly digest?: string })[]>;
  /** for preview and test-send */
  readonly sample: NoticeSample;
}

export interface NoticeSample {
  /** the Prisma model of the record that is chosen for a preview; null: the facts are made up */
  readonly model: string | null;
  /** newest first; records that the actor may see */
  readonly choices: (
    context: PluginContext,
    actor: Actor,
    term: string,
  ) => Promise<readonly { readonly id: string; readonly title: string }[]>;
  /** null: no such record in the actor's sight. With `id` null: facts that are made up. */
  readonly facts: (
    context: PluginContext,
    actor: Actor,
    queries: QueryHandle,
    id: string | null,
  ) => Promise<NoticeFacts | null>;
}

export const noticeKind = defineExtensionPoint<NoticeKind>(
  'notifications.notice-kind',
  ({ name, channels, locked = [] }) => {
    if (!/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/.test(name))
      return `its name ${JSON.stringify(name)} is not <plugin>.<what>`;
    const stray = locked.find((channel) => !channels.includes(channel));
    return stray === undefined ? null : `it locks the channel "${stray}", which is not one of its channels`;
  },
);
