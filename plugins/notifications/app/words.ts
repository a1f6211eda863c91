import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Language } from '../../../src/kernel/permissions.js';
import type { WrittenMessage } from '../contract/channel.js';
import type { MessageToSend, Recipient } from '../contract/notice-kind.js';
import type { KnownKind } from './kinds.js';

/** What a message says; where it goes is the sender's affair. */
export type Wording = Pick<WrittenMessage, 'subject' | 'text' | 'html' | 'link' | 'attachments'>;

/** A message with the kind whose words it is written in. */
export interface MessageToWrite {
  readonly message: MessageToSend;
  readonly recipientName: string;
  /** where it is going: one click on a link in the letter may end such letters there */
  readonly address: string;
  readonly kind: KnownKind;
}

/** What has gathered for one recipient on one channel, oldest first; at least one. */
export interface DigestToWrite {
  readonly rhythm: 'hourly' | 'daily';
  readonly recipient: Recipient;
  readonly recipientName: string;
  readonly address: string;
  readonly language: Language;
  readonly messages: readonly MessageToWrite[];
}

/** Puts messages into words, in the recipient's language. What it throws is met again at the next attempt. */
export interface Words {
  write(context: PluginContext, message: MessageToWrite): Promise<Wording>;
  writeDigest(context: PluginContext, digest: DigestToWrite): Promise<Wording>;
}
