import type { Actor } from '../../../src/kernel/permissions.js';
import type { DataClass } from '../../../src/kernel/personal-data.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { QueryHandle, Transaction } from '../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import {
  daysKept,
  MOST_DAYS,
  type ExpiredRows,
  type ExpiryLimit,
  type RetentionLine,
} from '../domain/retention.js';

/** One class, as retention takes it. */
export interface TakenClass {
  readonly context: PluginContext;
  /** `<plugin>.<name>` */
  readonly dataClass: string;
  readonly signal: AbortSignal;
  /** by the rule as it stands for these queries; null: nothing goes */
  limit(queries: QueryHandle): Promise<ExpiryLimit | null>;
  /** told in the transaction that takes the rows */
  taken(tx: Transaction, line: RetentionLine): Promise<void>;
}

/** What retention takes of one class: rows dated before a limit. */
export interface Expirer {
  classes(context: PluginContext): readonly {
    /** `<plugin>.<name>` */
    readonly name: string;
    readonly plugin: string;
    readonly dataClass: DataClass;
    /** false: nothing of it goes by time */
    readonly expires: boolean;
  }[];
  count(
    context: PluginContext,
    dataClass: string,
    limit: ExpiryLimit,
    signal: AbortSignal,
  ): Promise<ExpiredRows>;
  /**
   * In transactions of its own, each with what is still past its time then; what a stopped run left the next one takes.
   * @returns how many rows each of them took
   */
  apply(taken: TakenClass): AsyncIterable<number>;
}

export interface StoredRule {
  readonly dataClass: string;
  /** null: as long as the house stands */
  readonly days: number | null;
  readonly version: number;
}

export interface StoredRetentionRun {
  readonly id: string;
  readonly isTrial: boolean;
  readonly state: 'running' | 'done' | 'failed';
  readonly report: readonly RetentionLine[];
  readonly error: Refusal | null;
  readonly jobId: string | null;
  readonly requestedBy: string | null;
  /** UTC */
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

export interface RetentionStore {
  rules(queries: QueryHandle): Promise<readonly StoredRule[]>;
  /** @returns false: somebody else changed it, from another version */
  save(
    tx: Transaction,
    rule: StoredRule & { readonly updatedAt: Date; readonly updatedBy: string | null },
  ): Promise<boolean>;
  addRun(queries: QueryHandle, run: StoredRetentionRun): Promise<void>;
  /** names the job of a run */
  setJob(queries: QueryHandle, runId: string, jobId: string): Promise<void>;
  /** Adds to the report of a run. @throws when the run has ended */
  addTaken(tx: Transaction, runId: string, line: RetentionLine): Promise<void>;
  /** @returns the run as it ended; null: it had ended before */
  endRun(
    tx: Transaction,
    ended: Pick<StoredRetentionRun, 'id' | 'state' | 'error' | 'finishedAt'>,
  ): Promise<StoredRetentionRun | null>;
  find(queries: QueryHandle, runId: string): Promise<StoredRetentionRun | null>;
  /** those that take something and have not ended */
  underWay(queries: QueryHandle): Promise<readonly StoredRetentionRun[]>;
  /** the newest first; `before` an id: those that are older */
  runs(queries: QueryHandle, limit: number, before?: string): Promise<readonly StoredRetentionRun[]>;
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

/** @param queries a transaction's, where the rules are to be those that it sees */
export async function classRules(
  { store, expirer }: RetentionParts,
  context: PluginContext,
  queries: QueryHandle = context.database.queries,
): Promise<readonly ClassRule[]> {
  const rules = new Map((await store.rules(queries)).map((rule) => [rule.dataClass, rule]));
  return Promise.all(
    expirer.classes(context).map(async (each) => {
      const rule = rules.get(each.name) ?? null;
      const days = each.dataClass.bySetting
        ? await daysSet(context, each.plugin, each.dataClass.bySetting)
        : daysKept(each.dataClass, rule);
      return { ...each, days, version: rule?.version ?? 0 };
    }),
  );
}

/** Of what a plugin takes by itself, by a setting of its own. */
async function daysSet(context: PluginContext, plugin: string, setting: string): Promise<number | null> {
  const owner = context.personalData.described.find((each) => each.plugin === plugin);
  const days = (await owner?.settings())?.[setting];
  return typeof days === 'number' && days > 0 ? days : null;
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
    const updatedAt = await context.database.now();
    return context.database.transaction(async (tx) => {
      const saved = await parts.store.save(tx, { ...wanted, updatedAt, updatedBy: actor.userId });
      if (!saved) return err({ code: 'changed-meanwhile' });
      await tx.audit({
        ...{ actor, action: 'privacy.save-rule', entity: 'RetentionRule', entityId: dataClass },
        ...{ before: { days: rule.days }, after: { days } },
      });
      return ok(true as const);
    });
  };
}
