import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { Refusal } from '../../../../src/values/result.js';
import { letterFrame } from '../../app/letter-frame.js';
import { unsubscribeLink, type Unsubscription } from '../../app/unsubscribe-links.js';
import { recipientKey, type Channel, type Sent, type WrittenMessage } from '../../contract/channel.js';
import type { Recipient } from '../../contract/notice-kind.js';
import { bounceTagOf } from '../../domain/bounce-tag.js';
import { saysAddressIsDead } from '../../domain/mail-answer.js';
import { letterUseCases } from '../../letter-use-cases.js';

/** To the address of a user, or to the one that a representative gave, unless it is blocked. */
export const emailChannel: Channel = {
  name: 'email',
  concurrency: 4,
  unreachable: 'no-mail-address',
  addresses: findAddresses,
  send,
};

async function findAddresses(
  context: PluginContext,
  recipients: readonly Recipient[],
): Promise<ReadonlyMap<string, string>> {
  const { mailBlocks, representatives } = context.use(letterUseCases);
  const { queries } = context.database;
  const idsOf = (kind: Recipient['kind']): readonly string[] =>
    recipients.filter((each) => each.kind === kind).map(({ id }) => id);
  const users = await context.people.standing(idsOf('user'));
  const places = new Map([
    ...users.map(({ id, email }) => [recipientKey({ kind: 'user', id }), email] as const),
    ...(await representatives.addresses(queries, idsOf('representative'))).map(
      ({ id, email }) => [recipientKey({ kind: 'representative', id }), email] as const,
    ),
  ]);
  const blocked = await mailBlocks.among(queries, [...places.values()]);
  return new Map([...places].filter(([, address]) => blocked.get(address.toLowerCase()) !== 'bounced'));
}

async function send(context: PluginContext, message: WrittenMessage, signal: AbortSignal): Promise<Sent> {
  const { mailBlocks, isLocked } = context.use(letterUseCases);
  const { id, kind, recipient, address, subject, html, attachments } = message;
  const { queries } = context.database;
  const locked = await isLocked(context, queries, kind);
  const ended = (await mailBlocks.among(queries, [address])).size > 0;
  if (recipient.kind === 'representative' && ended && !locked)
    return { outcome: 'never', refusal: { code: 'address-unsubscribed', address } };
  const ends = locked ? null : { kind, recipient, address };
  const text = await plainLetter(context, message, ends);
  signal.throwIfAborted();
  const sent = await context.mail.send({
    ...{ to: address, subject, html, text },
    uniqueKey: `notifications:${message.uniqueKey}`,
    bounceTag: bounceTagOf(id),
    ...(ends === null ? {} : { unsubscribe: unsubscribeLink(context, ends) }),
    ...(attachments.length === 0 ? {} : { attachments }),
  });
  if (sent.ok) return { outcome: 'sent', reference: sent.value.messageId };
  return sent.error.code === 'mail-refused'
    ? refusedForGood(context, message, sent.error)
    : { outcome: 'later', refusal: sent.error };
}

/** The text between the same greeting and foot as the other form has. */
async function plainLetter(
  context: PluginContext,
  { text, link, language }: WrittenMessage,
  ends: Unsubscription | null,
): Promise<string> {
  const { greeting, foot, unsubscribe } = await letterFrame(context, language, ends);
  const written = (one: { readonly label: string; readonly href: string } | null): readonly string[] =>
    one === null ? [] : [`${one.label}:\n${one.href}`];
  // RFC 3676 (4.3): what follows is no part of the letter itself.
  return [greeting, text, ...written(link), `-- \n${foot.join('\n\n')}`, ...written(unsubscribe)].join(
    '\n\n',
  );
}

async function refusedForGood(
  context: PluginContext,
  { id, address, recipient }: WrittenMessage,
  refusal: Refusal,
): Promise<Sent> {
  const { blockAddress, nameOf } = context.use(letterUseCases);
  const answer = String(refusal['answer']);
  if (!saysAddressIsDead(Number(refusal['status']), answer)) return { outcome: 'never', refusal };
  const name = await nameOf(context, recipient);
  await blockAddress({ address, name, recipient, detail: answer, messageId: id });
  return { outcome: 'never', refusal, addressIsDead: true };
}
