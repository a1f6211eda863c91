import type { Actor, Language } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { dayInWriting } from '../../../../src/values/in-writing.js';
import { formatAmount, money, parseAmount } from '../../../../src/values/money.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { channel } from '../../contract/channel.js';
import type { LadderToSave, LadderView, PlanLineView } from '../../contract/ladder-doors.js';
import type { Ladder, LadderContent } from '../../domain/ladder.js';
import type { Planned, Rest } from '../../domain/plan-reminders.js';
import { outcomeOf } from './show-plan.js';

type Reader = Pick<PluginContext, 'translator'> & { readonly language: Language };

/** Refuses `least-needs-one-currency`, and what parseAmount refuses. */
export function contentOf({ segment, ...rest }: LadderToSave): Result<LadderContent, Refusal> {
  const currencies = segment.currencies as readonly CurrencyCode[];
  const [currency] = currencies;
  if (segment.atLeast === null) return ok({ ...rest, segment: { ...segment, currencies, atLeast: null } });
  if (currency === undefined || currencies.length > 1) return err({ code: 'least-needs-one-currency' });
  const least = parseAmount(segment.atLeast, currency);
  return least.ok ? ok({ ...rest, segment: { ...segment, currencies, atLeast: least.value.minor } }) : least;
}

/** Ladders with the names of what their segments name, as far as the reader may see it. */
export async function ladderViews(
  { records }: Pick<PluginContext, 'records'>,
  actor: Actor,
  ladders: readonly Ladder[],
): Promise<readonly LadderView[]> {
  const named = new Map<string, string>();
  for (const [model, list] of [
    ['Office', 'officeIds'],
    ['Geo', 'geoIds'],
    ['Representative', 'representativeIds'],
  ] as const) {
    const ids = [...new Set(ladders.flatMap(({ segment }) => segment[list]))];
    if (ids.length === 0) continue;
    for (const { id, title } of await records.visible(actor, model, ids)) named.set(id, title);
  }
  return ladders.map(({ id, version, name, active, segment, stages }) => {
    const { officeIds, geoIds, representativeIds, currencies, atLeast } = segment;
    const [currency] = currencies;
    const ids = [...officeIds, ...geoIds, ...representativeIds];
    return {
      ...{ id, version, name, active, stages },
      segment: {
        ...{ officeIds, geoIds, representativeIds, currencies },
        atLeast: atLeast === null || currency === undefined ? null : formatAmount(money(atLeast, currency)),
      },
      names: Object.fromEntries(ids.flatMap((each) => (named.has(each) ? [[each, named.get(each)!]] : []))),
    };
  });
}

/** The ways by which a stage may go, with their titles; the inbox among them. */
export function channelViews(context: PluginContext, language: Language) {
  const others = context.contributions(channel).map(({ plugin, value: { name } }) => ({
    name,
    title: context.translator.text(language, `${plugin}:channels.${name}`),
  }));
  return [
    ...others,
    { name: 'inbox', title: context.translator.text(language, 'notifications:reminders.inbox') },
  ];
}

/** Lines of the plan as they are read, with the people whom they reach. */
export async function planLineViews(
  { people, ...reader }: Reader & Pick<PluginContext, 'people'>,
  lines: readonly Planned[],
): Promise<readonly PlanLineView[]> {
  const ids = lines.flatMap((line) =>
    line.decision === 'remind' ? line.to.filter(({ kind }) => kind === 'user').map(({ id }) => id) : [],
  );
  const names = new Map((await people.named([...new Set(ids)])).map(({ id, name }) => [id, name]));
  return lines.map((line) => {
    const { invoice, daysLate, ladder, stage } = line;
    const { day, audience, channels, wording } = stage ?? {};
    return {
      invoice: { id: invoice.id, number: invoice.number },
      representative: { id: invoice.representativeId, name: invoice.representativeName },
      outstanding: formatAmount(money(invoice.outstanding, invoice.currency)),
      ...{ currency: invoice.currency, dueOn: invoice.dueOn, daysLate },
      ladder: ladder?.name ?? null,
      stage: stage && { day: day!, audience: audience!, channels: channels!, wording: wording! },
      outcome: outcomeOf(line),
      to:
        line.decision === 'remind'
          ? line.to.map(({ kind, id }) =>
              kind === 'user' ? (names.get(id) ?? id) : (invoice.representativeEmail ?? ''),
            )
          : [],
      reason: reasonOf(reader, line),
    };
  });
}

function reasonOf({ translator, language }: Reader, line: Planned): string {
  const text = (key: string, facts: Readonly<Record<string, unknown>> = {}): string =>
    translator.text(language, `notifications:reminders.why.${key}`, facts);
  if (line.decision === 'remind') {
    const { day } = line.stage;
    if (day === 0) return text('dueOn');
    return text(day < 0 ? 'dueBefore' : 'dueAfter', { count: Math.abs(day) });
  }
  const { reason } = line;
  const day = (date: string): string => dayInWriting(date, language);
  switch (reason.code) {
    case 'paused':
      return reason.until === null
        ? text(`pausedOpen-${reason.by}`)
        : text(`paused-${reason.by}`, { until: day(reason.until) });
    case 'not-yet':
      return text('not-yet', { next: day(reason.next) });
    case 'told':
      return reason.next === null ? text('toldLast') : text('told', { next: day(reason.next) });
    case 'nobody':
      return text(`nobody-${reason.audience}`);
    default:
      return text(reason.code satisfies Rest['code']);
  }
}
