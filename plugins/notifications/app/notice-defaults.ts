import type { Actor } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { QueryHandle, Transaction } from '../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { kindTitle, knownKinds, type KnownKind } from './kinds.js';
import { channelNames } from './preferences.js';

/** What the administrator set for one kind. */
export interface NoticeDefault {
  readonly channels: readonly string[];
  readonly locked: readonly string[];
  /** 0: nothing was set, the kind says itself */
  readonly version: number;
}

export interface NoticeDefaults {
  /** by kind */
  all(queries: QueryHandle): Promise<ReadonlyMap<string, NoticeDefault>>;
  /** False when somebody was quicker: it is not at `content.version` any more. */
  keep(
    tx: Transaction,
    kind: string,
    content: NoticeDefault,
    by: { readonly userId: string | null; readonly at: Date },
  ): Promise<boolean>;
}

export interface DefaultsView {
  readonly channels: readonly { readonly name: string; readonly title: string }[];
  readonly kinds: readonly (NoticeDefault & {
    readonly name: string;
    readonly title: string;
    readonly help: string;
  })[];
}

export interface DefaultChange extends NoticeDefault {
  readonly kind: string;
}

/** What is on unless a person says otherwise, and what nobody turns off. */
export async function showDefaults(
  defaults: NoticeDefaults,
  context: PluginContext,
  actor: Actor,
): Promise<DefaultsView> {
  const set = await defaults.all(context.database.queries);
  const { language } = actor;
  return {
    channels: channelNames(context).map(({ name, title }) => ({
      name,
      title: context.translator.text(language, title),
    })),
    kinds: [...knownKinds(context).values()].map((known) => ({
      name: known.value.name,
      title: kindTitle(context, language, known),
      help: kindTitle(context, language, known, 'help'),
      ...(set.get(known.value.name) ?? ofKind(known)),
    })),
  };
}

/** Refuses `unknown-kind`, `unknown-channel`, `changed-meanwhile`. What is locked is on. */
export async function changeDefault(
  defaults: NoticeDefaults,
  context: PluginContext,
  actor: Actor,
  { kind, version, ...change }: DefaultChange,
): Promise<Result<DefaultsView, Refusal>> {
  const known = knownKinds(context).get(kind);
  if (!known) return err({ code: 'unknown-kind', kind });
  const kept = await context.database.transaction(async (tx): Promise<Result<null, Refusal>> => {
    const before = (await defaults.all(tx.queries)).get(kind) ?? ofKind(known);
    // A channel that is not installed now stays as it was: it may come back.
    const names = new Set([...channelNames(context).map(({ name }) => name), ...before.channels]);
    const unknown = [...change.channels, ...change.locked].find((name) => !names.has(name));
    if (unknown !== undefined) return err({ code: 'unknown-channel', channel: unknown });
    const content = {
      channels: [...names].filter((name) => change.channels.includes(name) || change.locked.includes(name)),
      locked: [...names].filter((name) => change.locked.includes(name)),
    };
    const by = { userId: actor.userId, at: context.clock.now() };
    if (!(await defaults.keep(tx, kind, { ...content, version }, by)))
      return err({ code: 'changed-meanwhile' });
    await tx.audit({
      ...{ actor, action: 'notifications.change-default', entity: 'NoticeDefault', entityId: kind },
      before: { channels: before.channels, locked: before.locked },
      after: content,
    });
    return ok(null);
  });
  return kept.ok ? ok(await showDefaults(defaults, context, actor)) : kept;
}

function ofKind({ value: { channels, locked = [] } }: KnownKind): NoticeDefault {
  return { channels, locked, version: 0 };
}
