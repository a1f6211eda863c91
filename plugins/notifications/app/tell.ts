import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Transaction } from '../../../src/kernel/ports.js';
import { newId } from '../../../src/values/ids.js';
import { channel as channelPoint, recipientKey } from '../contract/channel.js';
import type { NoticeKind, Recipient } from '../contract/notice-kind.js';
import type { Telling } from '../contract/notifications.js';
import { channelsOn } from '../domain/channel-choice.js';
import { messageKey, noticeKey } from '../domain/message-key.js';
import { whenDue, type Rhythm, type ZoneClock } from '../domain/when-due.js';
import { kindFor, knownKinds, type KnownKind } from './kinds.js';
import type { Choices, Inbox, NewMessage, Outbox, Reader, StoredDefault, StoredProfile } from './outbox.js';
import { readSettings } from './read-settings.js';

export interface TellParts {
  readonly outbox: Outbox;
  readonly choices: Choices;
  readonly inbox: Inbox;
  readonly zones: ZoneClock;
}

/** What is known while tellings are turned into messages. */
interface Desk {
  readonly kinds: ReadonlyMap<string, KnownKind>;
  readonly channels: ReadonlySet<string>;
  readonly readers: ReadonlyMap<string, Reader>;
  readonly profiles: ReadonlyMap<string, StoredProfile>;
  readonly chosen: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  readonly defaults: ReadonlyMap<string, StoredDefault>;
  readonly zone: string;
  readonly digestHour: number;
  readonly now: Date;
}

/** Queues tellings in the caller's transaction and writes the inbox. Returns how many messages and notices are new. */
export async function tellMany(
  parts: TellParts,
  context: PluginContext,
  tx: Transaction,
  tellings: readonly Telling[],
): Promise<number> {
  const kinds = knownKinds(context);
  for (const { kind } of tellings)
    if (!kinds.has(kind)) throw new Error(`Nobody contributed the notice kind ${kind}.`);
  const desk = await openDesk(parts, context, tx, tellings);
  const messages = tellings.flatMap((telling) => messagesOf(parts.zones, desk, telling));
  return (await parts.outbox.add(tx, messages)) + (await inform(parts.inbox, desk, tx, tellings));
}

/** Queues what stands in the inbox already: its messages by further channels. Kinds that nobody contributed count as the kind of all others. */
export async function queueBesidesInbox(
  parts: TellParts,
  context: PluginContext,
  tx: Transaction,
  tellings: readonly Telling[],
): Promise<number> {
  const desk = await openDesk(parts, context, tx, tellings);
  return parts.outbox.add(
    tx,
    tellings.flatMap((telling) => messagesOf(parts.zones, desk, telling)),
  );
}

async function openDesk(
  { choices }: TellParts,
  context: PluginContext,
  { queries }: Transaction,
  tellings: readonly Telling[],
): Promise<Desk> {
  const recipients = new Map(tellings.flatMap(({ to }) => to).map((each) => [recipientKey(each), each]));
  const userIds = [...recipients.values()].filter(({ kind }) => kind === 'user').map(({ id }) => id);
  const [settings, organisation] = await Promise.all([readSettings(context), context.organisation()]);
  return {
    kinds: knownKinds(context),
    channels: new Set(context.contributions(channelPoint).map(({ value }) => value.name)),
    readers: await choices.readers(queries, [...recipients.values()]),
    profiles: await choices.profiles(queries, userIds),
    chosen: await choices.chosen(queries, userIds),
    defaults: await choices.defaults(queries),
    zone: organisation.zone,
    digestHour: settings.digestHour,
    now: context.clock.now(),
  };
}

function messagesOf(zones: ZoneClock, desk: Desk, telling: Telling): NewMessage[] {
  const kind = kindFor(desk.kinds, telling.kind).value;
  return recipientsOf(desk, telling).flatMap((reader) => {
    const { priority = kind.priority } = telling;
    const rhythm = rhythmOf(desk, reader);
    const due = whenDue(zones, {
      ...{ priority, rhythm, digestHour: desk.digestHour },
      from: telling.notBefore && telling.notBefore > desk.now ? telling.notBefore : desk.now,
    });
    return channelsFor(desk, telling, kind, reader)
      .filter((name) => desk.channels.has(name))
      .map((channel) => ({
        ...{ id: newId(), kind: telling.kind, channel, priority, ...due },
        uniqueKey: messageKey(telling.uniqueKey, channel, reader.recipient),
        ...{ recipient: reader.recipient, recipientName: reader.name, language: reader.language },
        facts: telling.facts,
        entity: telling.entity ?? null,
        entityId: telling.entityId ?? null,
        link: telling.link ?? null,
        thread: telling.thread ?? null,
        stage: telling.stage ?? 0,
        createdAt: desk.now,
      }));
  });
}

function recipientsOf({ readers }: Desk, { to }: Telling): readonly Reader[] {
  const found = new Set(to.map((recipient) => readers.get(recipientKey(recipient))));
  return [...found].filter((reader) => reader !== undefined && reader.active) as Reader[];
}

function channelsFor(
  desk: Desk,
  telling: Telling,
  { name, channels, locked = [] }: NoticeKind,
  { recipient }: Reader,
): readonly string[] {
  if (telling.channels) return [...new Set(telling.channels)];
  return channelsOn({
    byKind: { channels, locked },
    byAdministrator: desk.defaults.get(name) ?? null,
    byReader: recipient.kind === 'user' ? (desk.chosen.get(recipient.id)?.get(name) ?? null) : null,
  });
}

/** A representative who has no user has no hours of its own either. */
function rhythmOf(desk: Desk, { recipient }: Reader): Rhythm {
  const profile = recipient.kind === 'user' ? desk.profiles.get(recipient.id) : undefined;
  if (!profile) return { zone: desk.zone, quiet: null, digest: 'instant' };
  const { zone, quietFrom, quietTo, digest } = profile;
  const quiet = quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo };
  return { zone: zone ?? desk.zone, quiet, digest };
}

async function inform(
  inbox: Inbox,
  desk: Desk,
  tx: Transaction,
  tellings: readonly Telling[],
): Promise<number> {
  const asked = tellings.map((telling) => ({
    telling,
    uniqueKey: noticeKey(telling.uniqueKey),
    userIds: usersOfInbox(desk, telling),
  }));
  const keys = asked.flatMap(({ uniqueKey, userIds }) => userIds.map((id) => `${id}:${uniqueKey}`));
  const known = await inbox.known(tx.queries, keys);
  let told = 0;
  for (const { telling, uniqueKey, userIds } of asked) {
    const fresh = userIds.filter((id) => !known.has(`${id}:${uniqueKey}`));
    if (fresh.length === 0) continue;
    const { kind, facts, entity, entityId, link } = telling;
    await tx.inform({
      ...{ userIds: fresh, kind, facts, uniqueKey },
      ...(entity !== undefined && { entity }),
      ...(entityId !== undefined && { entityId }),
      ...(link !== undefined && { link }),
    });
    told += fresh.length;
  }
  return told;
}

function usersOfInbox(desk: Desk, telling: Telling): readonly string[] {
  const kind = kindFor(desk.kinds, telling.kind).value;
  return recipientsOf(desk, telling)
    .filter(({ recipient }) => recipient.kind === 'user')
    .filter((reader) => channelsFor(desk, telling, kind, reader).includes('inbox'))
    .map(({ recipient }: { readonly recipient: Recipient }) => recipient.id);
}
