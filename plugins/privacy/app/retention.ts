import type { JobRun } from '../../../src/kernel/contributions.js';
import type { Actor } from '../../../src/kernel/permissions.js';
import { theHouse } from '../../../src/kernel/permissions.js';
import type { DataClass } from '../../../src/kernel/personal-data.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { QueryHandle } from '../../../src/kernel/ports.js';
import { newId } from '../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import { daysKept, keptSince } from '../domain/retention.js';

export const APPLY_RETENTION = 'privacy.apply-retention';

/** Longer than anybody keeps a business record. */
const MOST_DAYS = 36_525;

export interface ExpiredRows {
  readonly rows: number;
  /** ISO 8601; null: there is none */
  readonly oldest: string | null;
}

/** What retention takes of one class: rows dated before an instant. */
export interface Expirer {
  classes(context: PluginContext): readonly {
    /** `<plugin>.<name>` */
    readonly name: string;
    readonly plugin: string;
    readonly dataClass: DataClass;
    /** false: nothing of it goes by time */
    readonly expires: boolean;
  }[];
  count(context: PluginContext, dataClass: string, before: Date, signal: AbortSignal): Promise<ExpiredRows>;
  /** in transactions of its own; what a stopped run left the next one takes */
  apply(context: PluginContext, dataClass: string, before: Date, signal: AbortSignal): Promise<ExpiredRows>;
}

export interface StoredRule {
  readonly dataClass: string;
  /** null: as long as the house stands */
  readonly days: number | null;
  readonly version: number;
}

export interface RetentionLine extends ExpiredRows {
  readonly dataClass: string;
  readonly days: number;
}

export interface StoredRetentionRun {
  readonly id: string;
  readonly isTrial: boolean;
  readonly state: 'running' | 'done' | 'failed';
  readonly report: readonly RetentionLine[];
  readonly requestedBy: string | null;
  /** UTC */
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

export interface RetentionStore {
  rules(queries: QueryHandle): Promise<readonly StoredRule[]>;
  /** @returns false: somebody else changed it, from another version */
  save(
    queries: QueryHandle,
    rule: StoredRule & { readonly updatedAt: Date; readonly updatedBy: string | null },
  ): Promise<boolean>;
  addRun(queries: QueryHandle, run: StoredRetentionRun & { readonly jobId: string | null }): Promise<void>;
  endRun(
    queries: QueryHandle,
    run: Pick<StoredRetentionRun, 'id' | 'state' | 'report' | 'finishedAt'>,
  ): Promise<void>;
  /** the newest first */
  runs(queries: QueryHandle, limit: number): Promise<readonly StoredRetentionRun[]>;
}

export interface RetentionParts {
  readonly store: RetentionStore;
  readonly expirer: Expirer;
}

export interface ClassRule {
  readonly name: string;
  readonly plugin: string;
  readonly dataClass: DataClass;
  readonly expires: boolean;
  /** in force; null: as long as the house stands */
  readonly days: number | null;
  /** of the rule that somebody set; 0: none was */
  readonly version: number;
}

export async function classRules(
  { store, expirer }: RetentionParts,
  context: PluginContext,
): Promise<readonly ClassRule[]> {
  const rules = new Map((await store.rules(context.database.queries)).map((rule) => [rule.dataClass, rule]));
  return expirer.classes(context).map((each) => {
    const rule = rules.get(each.name) ?? null;
    return { ...each, days: daysKept(each.dataClass, rule), version: rule?.version ?? 0 };
  });
}

/**
 * Says how long a class is kept. Refuses `unknown-class`, `class-never-expires`, `days-invalid`, `days-too-few` (with `atLeast`, what
 * the law asks for), `changed-meanwhile`.
 */
export function makeSaveRule(parts: RetentionParts) {
  return async (context: PluginContext, actor: Actor, wanted: StoredRule): Promise<Result<true, Refusal>> => {
    const { dataClass, days } = wanted;
    const rule = (await classRules(parts, context)).find(({ name }) => name === dataClass);
    if (!rule) return err({ code: 'unknown-class', dataClass });
    if (!rule.expires) return err({ code: 'class-never-expires' });
    const { atLeastDays = 1 } = rule.dataClass;
    if (days !== null && (!Number.isInteger(days) || days < 1 || days > MOST_DAYS))
      return err({ code: 'days-invalid', most: MOST_DAYS });
    if (days !== null && days < atLeastDays) return err({ code: 'days-too-few', atLeast: atLeastDays });
    return context.database.transaction(async (tx) => {
      const saved = await parts.store.save(tx.queries, {
        ...{ ...wanted, updatedAt: await context.database.now(), updatedBy: actor.userId },
      });
      if (!saved) return err({ code: 'changed-meanwhile' });
      await tx.audit({
        ...{ actor, action: 'privacy.save-rule', entity: 'RetentionRule', entityId: dataClass },
        ...{ before: { days: rule.days }, after: { days } },
      });
      return ok(true as const);
    });
  };
}

/** What would go now, by class; nothing goes. */
export function makeTryRetention(parts: RetentionParts) {
  return (context: PluginContext, actor: Actor, signal: AbortSignal): Promise<StoredRetentionRun> =>
    run(parts, context, { actor, signal, isTrial: true, take: parts.expirer.count });
}

/** Takes what is past its time. */
export function makeApplyRetention(parts: RetentionParts) {
  return (context: PluginContext, actor: Actor, signal: AbortSignal): Promise<StoredRetentionRun> =>
    run(parts, context, { actor, signal, isTrial: false, take: parts.expirer.apply });
}

interface Taking {
  readonly actor: Actor;
  readonly signal: AbortSignal;
  readonly isTrial: boolean;
  readonly take: Expirer['count'];
}

async function run(
  parts: RetentionParts,
  context: PluginContext,
  { actor, signal, isTrial, take }: Taking,
): Promise<StoredRetentionRun> {
  const { database } = context;
  const startedAt = await database.now();
  const begun: StoredRetentionRun = {
    ...{ id: newId(), isTrial, state: 'running', report: [], startedAt, finishedAt: null },
    requestedBy: actor.userId,
  };
  await parts.store.addRun(database.queries, { ...begun, jobId: null });
  const report: RetentionLine[] = [];
  const end = async (state: 'done' | 'failed'): Promise<StoredRetentionRun> => {
    const ended = { ...begun, state, report, finishedAt: await database.now() };
    await parts.store.endRun(database.queries, ended);
    return ended;
  };
  try {
    for (const { name, days, expires } of await classRules(parts, context)) {
      if (days === null || !expires) continue;
      const taken = await take(context, name, keptSince(startedAt, days), signal);
      if (taken.rows > 0) report.push({ dataClass: name, days, ...taken });
    }
  } catch (error) {
    await end('failed');
    throw error;
  }
  if (!isTrial && report.length > 0)
    await database.transaction((tx) =>
      tx.audit({
        ...{ actor, action: 'privacy.apply-retention', entity: 'RetentionRun', entityId: begun.id },
        after: { report: JSON.stringify(report) },
      }),
    );
  return end('done');
}

/** The job of each night. */
export function makeRetentionJob(parts: RetentionParts) {
  const apply = makeApplyRetention(parts);
  return async ({ context, signal }: Pick<JobRun<null>, 'context' | 'signal'>): Promise<void> => {
    await apply(context, theHouse('job'), signal);
  };
}
