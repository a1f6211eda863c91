import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Recipient } from '../contract/notice-kind.js';

/** What one click ends: letters of a kind to a recipient at an address. */
export interface Unsubscription {
  readonly kind: string;
  readonly recipient: Recipient;
  readonly address: string;
}

const PURPOSE = 'unsubscribe';

/** Where one click ends such letters, as it is reached from outside. Nobody but the house can make one. */
export function unsubscribeLink(
  context: Pick<PluginContext, 'mail' | 'signatures'>,
  { kind, recipient, address }: Unsubscription,
): string {
  const said = [kind, recipient.kind, recipient.id, address];
  const head = Buffer.from(JSON.stringify(said)).toString('base64url');
  return context.mail.link(`/x/notifications/unsubscribe/${head}.${context.signatures.sign(PURPOSE, head)}`);
}

/** Null: the house did not make it. */
export function readUnsubscribeToken(
  { signatures }: Pick<PluginContext, 'signatures'>,
  token: string,
): Unsubscription | null {
  const [head = '', signature = ''] = token.split('.');
  if (!signatures.isSigned(PURPOSE, head, signature)) return null;
  const [kind, recipientKind, id, address] = JSON.parse(Buffer.from(head, 'base64url').toString()) as [
    string,
    Recipient['kind'],
    string,
    string,
  ];
  return { kind, recipient: { kind: recipientKind, id }, address };
}
