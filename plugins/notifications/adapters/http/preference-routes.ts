import { z } from 'zod';
import type { HttpReply, HttpRequest, HttpRoute } from '../../../../src/kernel/contributions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import {
  countMessages,
  PERIODS,
  type MessageCounter,
  type PeriodDays,
} from '../../app/message-statistics.js';
import { changeDefault, showDefaults, type NoticeDefaults } from '../../app/notice-defaults.js';
import { channel } from '../../contract/channel.js';
import { notifications, type Preferences } from '../../contract/notifications.js';
import type { ZoneClock } from '../../domain/when-due.js';

/** What the page "How I am told" is told. */
export interface PreferencesAnswer extends Preferences {
  readonly organisationZone: string;
  /** channels that do not reach the reader, and why, in a sentence that says how to mend it */
  readonly unreachable: readonly { readonly name: string; readonly title: string; readonly reason: string }[];
}

interface Parts {
  readonly defaults: NoticeDefaults;
  readonly counter: MessageCounter;
  readonly zones: ZoneClock;
}

const names = z.array(z.string().max(20)).max(20);
const kind = z.string().max(120);
const time = z.string().max(5);
const choice = z.union([
  z.object({ kind, channels: names }),
  z.object({
    zone: z.string().max(60).nullable(),
    quiet: z.object({ from: time, to: time }).nullable(),
    digest: z.enum(['instant', 'hourly', 'daily']),
  }),
]);
const defaultChange = z.object({ kind, channels: names, locked: names, version: z.int().min(0) });

/** Doors of the pages "How I am told", "Defaults of notices" and "Statistics of messages". */
export function preferenceRoutes({ defaults, counter, zones }: Parts): readonly HttpRoute[] {
  return [
    {
      method: 'GET',
      path: '/preferences',
      permission: 'notifications.prefer',
      async handle({ context, actor }) {
        return { json: await answerOf(context, actor, await context.use(notifications).preferences(actor)) };
      },
    },
    {
      method: 'POST',
      path: '/preferences',
      permission: 'notifications.prefer',
      async handle({ context, actor, body }) {
        const asked = choice.safeParse(body);
        if (!asked.success) return { status: 400, refusal: { code: 'request-malformed' } };
        const chosen = await context.use(notifications).choose(actor, asked.data);
        return chosen.ok ? { json: await answerOf(context, actor, chosen.value) } : { refusal: chosen.error };
      },
    },
    {
      method: 'GET',
      path: '/defaults',
      permission: 'notifications.configure',
      handle: async ({ context, actor }) => ({ json: await showDefaults(defaults, context, actor) }),
    },
    {
      method: 'POST',
      path: '/defaults',
      permission: 'notifications.configure',
      async handle({ context, actor, body }) {
        const asked = defaultChange.safeParse(body);
        if (!asked.success) return { status: 400, refusal: { code: 'request-malformed' } };
        return replyOf(await changeDefault(defaults, context, actor, asked.data));
      },
    },
    {
      method: 'GET',
      path: '/statistics',
      permission: 'notifications.read',
      async handle({ context, actor, query }) {
        const parts = { counter, zones };
        return { json: await countMessages(parts, context, actor, daysOf(query['days'])) };
      },
    },
  ];
}

function replyOf(result: Result<unknown, Refusal>): HttpReply {
  if (result.ok) return { json: result.value };
  return { status: result.error.code === 'changed-meanwhile' ? 409 : 422, refusal: result.error };
}

function daysOf(asked: string | undefined): PeriodDays {
  const known = Object.keys(PERIODS).find((days) => days === asked);
  return known === undefined ? 30 : (Number(known) as PeriodDays);
}

async function answerOf(
  context: PluginContext,
  { language }: HttpRequest['actor'],
  preferences: Preferences,
): Promise<PreferencesAnswer> {
  const titles = new Map(
    preferences.kinds.flatMap(({ channels }) =>
      channels.filter(({ reachable }) => !reachable).map(({ name, title }) => [name, title] as const),
    ),
  );
  const unreachable = context.contributions(channel).flatMap(({ plugin, value }) => {
    const title = titles.get(value.name);
    const reason = (): string => context.translator.text(language, `${plugin}:refusals.${value.unreachable}`);
    return title === undefined ? [] : [{ name: value.name, title, reason: reason() }];
  });
  return { ...preferences, organisationZone: (await context.organisation()).zone, unreachable };
}
