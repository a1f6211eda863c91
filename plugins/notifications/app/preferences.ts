import type { Actor } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { channel as channelPoint, recipientKey } from '../contract/channel.js';
import type { PreferenceChange, Preferences } from '../contract/notifications.js';
import { channelsLocked, channelsOn, type ChannelRules } from '../domain/channel-choice.js';
import type { ZoneClock } from '../domain/when-due.js';
import { kindTitle, knownKinds, OTHER_KIND, type KnownKind } from './kinds.js';
import type { Choices, Outbox, StoredProfile } from './outbox.js';

export interface PreferenceParts {
  readonly choices: Choices;
  readonly outbox: Outbox;
  readonly zones: ZoneClock;
}

/** What a person chose, and what it may choose. Of nobody in particular: what stands for all. */
export async function preferencesOf(
  { choices }: PreferenceParts,
  context: PluginContext,
  actor: Actor,
): Promise<Preferences> {
  const { queries } = context.database;
  const userIds = actor.userId === null ? [] : [actor.userId];
  const [profiles, organisation] = await Promise.all([
    choices.profiles(queries, userIds),
    context.organisation(),
  ]);
  const rulesFor = await rulesOf(choices, queries, actor.userId);
  const reachable = await reachableBy(context, actor.userId);
  const names = channelNames(context);
  const profile = actor.userId === null ? undefined : profiles.get(actor.userId);
  return {
    kinds: kindsFor(context, actor).map((known) => {
      const rules = rulesFor(known);
      const [on, locked] = [channelsOn(rules), channelsLocked(rules)];
      return {
        name: known.value.name,
        title: kindTitle(context, actor.language, known),
        help: kindTitle(context, actor.language, known, 'help'),
        channels: names.map(({ name, title }) => ({
          ...{ name, title: context.translator.text(actor.language, title) },
          ...{ on: on.includes(name), locked: locked.includes(name), reachable: reachable.has(name) },
        })),
      };
    }),
    zone: profile?.zone ?? organisation.zone,
    quiet: quietOf(profile),
    digest: profile?.digest ?? 'instant',
  };
}

/** Refuses `not-a-user`, `unknown-kind`, `unknown-channel`, `channel-locked`, `unknown-zone`, `unknown-digest`, `hours-unreadable`. */
export async function choose(
  parts: PreferenceParts,
  context: PluginContext,
  actor: Actor,
  change: PreferenceChange,
): Promise<Result<Preferences, Refusal>> {
  if (actor.userId === null) return err({ code: 'not-a-user' });
  const chosen =
    'kind' in change
      ? await chooseChannels(parts, context, actor, actor.userId, change)
      : await chooseRhythm(parts, context, actor, actor.userId, change);
  return chosen.ok ? ok(await preferencesOf(parts, context, actor)) : chosen;
}

async function chooseChannels(
  { choices, outbox }: PreferenceParts,
  context: PluginContext,
  actor: Actor,
  userId: string,
  change: Extract<PreferenceChange, { readonly kind: string }>,
): Promise<Result<null, Refusal>> {
  const known = kindsFor(context, actor).find(({ value }) => value.name === change.kind);
  if (!known) return err({ code: 'unknown-kind', kind: change.kind });
  const names = channelNames(context).map(({ name }) => name);
  const unknown = change.channels.find((name) => !names.includes(name));
  if (unknown !== undefined) return err({ code: 'unknown-channel', channel: unknown });
  return context.database.transaction(async (tx): Promise<Result<null, Refusal>> => {
    const rules = (await rulesOf(choices, tx.queries, userId))(known);
    const locked = channelsLocked(rules).find(
      (name) => names.includes(name) && !change.channels.includes(name),
    );
    if (locked !== undefined) return err({ code: 'channel-locked', channel: locked });
    const channels = [...new Set(change.channels)];
    const before = channelsOn(rules);
    await choices.choose(tx, userId, change.kind, channels);
    const off = before.filter((name) => !channels.includes(name));
    const reason = JSON.stringify({ code: 'turned-off' });
    await outbox.dropTurnedOff(tx, { userId, kind: change.kind, channels: off, reason });
    await tx.audit({
      ...{ actor, action: 'notifications.choose-channels', entity: 'User', entityId: userId },
      ...{ before: { kind: change.kind, channels: before }, after: { kind: change.kind, channels } },
    });
    return ok(null);
  });
}

async function chooseRhythm(
  { choices, zones }: PreferenceParts,
  context: PluginContext,
  actor: Actor,
  userId: string,
  change: Exclude<PreferenceChange, { readonly kind: string }>,
): Promise<Result<null, Refusal>> {
  const { zone, quiet, digest } = change;
  if (zone !== null && !zones.isZone(zone)) return err({ code: 'unknown-zone', zone });
  if (!['instant', 'hourly', 'daily'].includes(digest)) return err({ code: 'unknown-digest', digest });
  const quietFrom = quiet && minuteOf(quiet.from);
  const quietTo = quiet && minuteOf(quiet.to);
  if (quiet && (quietFrom === null || quietTo === null))
    return err({ code: 'hours-unreadable', from: quiet.from, to: quiet.to });
  const profile: StoredProfile = { zone, quietFrom, quietTo, digest };
  return context.database.transaction(async (tx): Promise<Result<null, Refusal>> => {
    const before = (await choices.profiles(tx.queries, [userId])).get(userId) ?? null;
    await choices.keepProfile(tx, userId, profile, context.clock.now());
    await tx.audit({
      ...{ actor, action: 'notifications.choose-hours', entity: 'User', entityId: userId },
      ...{ before: before && { ...before }, after: { ...profile } },
    });
    return ok(null);
  });
}

/** The kinds that somebody of this role is told of; that of all others last. */
export function kindsFor(context: PluginContext, { role }: Pick<Actor, 'role'>): readonly KnownKind[] {
  const known = [...knownKinds(context).values()].filter(({ value }) => value.roles.includes(role));
  return [
    ...known.filter(({ value }) => value.name !== OTHER_KIND),
    ...known.filter(({ value }) => value.name === OTHER_KIND),
  ];
}

/** The inbox and what others contributed, with the keys of their titles. */
export function channelNames(
  context: PluginContext,
): readonly { readonly name: string; readonly title: string }[] {
  const others = context
    .contributions(channelPoint)
    .map(({ plugin, value }) => ({ name: value.name, title: `${plugin}:channels.${value.name}` }));
  return [{ name: 'inbox', title: 'notifications:channels.inbox' }, ...others];
}

async function rulesOf(
  choices: Choices,
  queries: QueryHandle,
  userId: string | null,
): Promise<(known: KnownKind) => ChannelRules> {
  const chosen = await choices.chosen(queries, userId === null ? [] : [userId]);
  const defaults = await choices.defaults(queries);
  return ({ value: { name, channels, locked = [] } }) => ({
    byKind: { channels, locked },
    byAdministrator: defaults.get(name) ?? null,
    byReader: (userId === null ? undefined : chosen.get(userId)?.get(name)) ?? null,
  });
}

async function reachableBy(context: PluginContext, userId: string | null): Promise<ReadonlySet<string>> {
  if (userId === null) return new Set(['inbox']);
  const me = { kind: 'user', id: userId } as const;
  const reachable = await Promise.all(
    context.contributions(channelPoint).map(async ({ value, context: owner }) => {
      const addresses = await value.addresses(owner, [me]);
      return addresses.has(recipientKey(me)) ? value.name : null;
    }),
  );
  return new Set(['inbox', ...reachable.filter((name) => name !== null)]);
}

function quietOf(profile: StoredProfile | undefined): Preferences['quiet'] {
  if (!profile || profile.quietFrom === null || profile.quietTo === null) return null;
  return { from: timeOf(profile.quietFrom), to: timeOf(profile.quietTo) };
}

function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function minuteOf(time: string): number | null {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  return hours === undefined || minutes === undefined ? null : Number(hours) * 60 + Number(minutes);
}
