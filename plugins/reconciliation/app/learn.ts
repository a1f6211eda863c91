import { createHash } from 'node:crypto';
import type { Actor, Language } from '../../../src/kernel/permissions.js';
import type { QueryHandle, Transaction } from '../../../src/kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { LearnedRule } from '../contract/work.js';
import { normaliseAccount, normaliseName } from '../domain/normalise.js';
import { seesTheBank } from './access.js';
import { asFacts } from '../../../src/values/audit-facts.js';
import type { Needs } from './needs.js';
import type { SettlementRecord, TransactionRecord } from './records.js';

export const RULE_STATES = ['proposed', 'active', 'declined'] as const;
export type RuleState = (typeof RULE_STATES)[number];

export interface RuleRecord {
  readonly id: string;
  readonly version: number;
  readonly matches: 'account' | 'name' | 'text';
  /** as normalised by the decision */
  readonly value: string;
  readonly label: string;
  readonly treat: 'payer' | 'write-off' | 'ignore';
  readonly representativeId: string | null;
  readonly writeOffAccount: string | null;
  readonly reason: string | null;
  readonly state: RuleState;
  readonly seen: number;
}

export type NewRule = Omit<RuleRecord, 'id' | 'version' | 'state' | 'seen'>;

export interface LearnedRules {
  /** Proposes it, or counts that it was seen once more. */
  see(queries: QueryHandle, rule: NewRule & { readonly id: string }, at: Date): Promise<void>;
  find(queries: QueryHandle, ids: readonly string[]): Promise<readonly RuleRecord[]>;
  /** proposals first, the most often seen first */
  all(queries: QueryHandle, limit: number): Promise<readonly RuleRecord[]>;
  /** of these values, how many representatives proposals and active rules name, by `matches value` */
  speakers(queries: QueryHandle, values: readonly string[]): Promise<ReadonlyMap<string, number>>;
  lock(queries: QueryHandle, id: string): Promise<RuleRecord | null>;
  decide(
    queries: QueryHandle,
    id: string,
    decided: { readonly state: RuleState; readonly by: string | null; readonly at: Date },
  ): Promise<void>;
}

const LABEL_MOST = 190;

/**
 * What a decision about a transaction speaks for: its account and its name are those of the payer, or always of what is written off
 * or ignored. Nothing follows from it until a person has said so.
 */
export function rulesSpokenFor(
  transaction: TransactionRecord,
  treated: Pick<NewRule, 'treat' | 'representativeId' | 'writeOffAccount' | 'reason'>,
): readonly (NewRule & { readonly id: string })[] {
  const { counterparty, counterpartyAccount } = transaction;
  const seen = [
    { matches: 'account', label: counterpartyAccount, value: normaliseAccount(counterpartyAccount ?? '') },
    { matches: 'name', label: counterparty, value: normaliseName(counterparty ?? '') },
  ] as const;
  return seen.flatMap(({ matches, label, value: whole }) => {
    const value = whole.slice(0, LABEL_MOST);
    if (label === null || value === '') return [];
    const rule = { matches, value, label: label.slice(0, LABEL_MOST), ...treated };
    return [{ ...rule, id: idOf(rule) }];
  });
}

/** The same for the same rule, so that two who learn it at once write one row. */
function idOf({ matches, value, treat, representativeId, writeOffAccount }: NewRule): string {
  const said = JSON.stringify([matches, value, treat, representativeId, writeOffAccount]);
  const hex = createHash('sha256').update(said).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** What a person's settlement speaks for; nothing where it is of several representatives. */
export function rulesOfSettlement(
  transaction: TransactionRecord,
  { parts }: Pick<SettlementRecord, 'parts'>,
): readonly (NewRule & { readonly id: string })[] {
  const payers = new Set(
    parts.flatMap(({ kind, representativeId }) => (kind === 'payment' ? [representativeId] : [])),
  );
  const [representativeId] = payers;
  if (payers.size === 1 && representativeId)
    return rulesSpokenFor(transaction, {
      ...{ treat: 'payer', representativeId },
      ...{ writeOffAccount: null, reason: null },
    });
  const [only] = parts;
  if (parts.length !== 1 || only?.kind !== 'write-off') return [];
  return rulesSpokenFor(transaction, {
    ...{ treat: 'write-off', representativeId: null },
    ...{ writeOffAccount: only.writeOffAccount, reason: null },
  });
}

interface Parts extends Needs {
  readonly rules: LearnedRules;
}

/** Proposes what a settlement or an ignoring by hand speaks for; gives what waits for a person's word. */
export function makeLearn({ database, clock, rules }: Parts) {
  return async (spoken: readonly (NewRule & { readonly id: string })[]): Promise<readonly RuleRecord[]> => {
    if (spoken.length === 0) return [];
    return database.transaction(async (tx: Transaction) => {
      for (const rule of spoken) await rules.see(tx.queries, rule, clock.now());
      const found = await rules.find(
        tx.queries,
        spoken.map(({ id }) => id),
      );
      return found.filter(({ state }) => state === 'proposed');
    });
  };
}

/** A person's word about a rule. Refuses `unknown-rule`, `changed-meanwhile`. */
export function makeDecideRule({ database, clock, rules }: Parts) {
  return async (
    actor: Actor,
    asked: { readonly id: string; readonly version: number; readonly state: RuleState },
  ): Promise<Result<RuleRecord, Refusal>> => {
    if (!seesTheBank(actor)) return err({ code: 'unknown-rule' });
    return database.transaction(async (tx) => {
      const rule = await rules.lock(tx.queries, asked.id);
      if (!rule) return err({ code: 'unknown-rule' });
      if (rule.version !== asked.version) return err({ code: 'changed-meanwhile' });
      const { state } = asked;
      await rules.decide(tx.queries, rule.id, { state, by: actor.userId, at: clock.now() });
      await tx.audit({
        actor,
        action: 'reconciliation.decide-rule',
        entity: 'BankRule',
        entityId: rule.id,
        before: asFacts({ state: rule.state }),
        after: asFacts({ ...rule, state }),
      });
      return ok({ ...rule, state, version: rule.version + 1 });
    });
  };
}

/** As contract/work.ts tells them. A value that speaks for two representatives is told apart by a warning. */
export async function ruleViews(
  { database, translator, settlement, rules }: Parts,
  actor: Actor,
  language: Language,
  found: readonly RuleRecord[],
): Promise<readonly LearnedRule[]> {
  const { queries } = database;
  const ids = [...new Set(found.flatMap(({ representativeId: id }) => (id === null ? [] : [id])))];
  const payers = ids.length > 0 ? await settlement.payers(queries, actor, { ids }) : [];
  const names = new Map(payers.map(({ id, name }) => [id, name]));
  const speakers = await rules.speakers(
    queries,
    found.map(({ value }) => value),
  );
  return found.map((rule) => {
    const { representativeId, writeOffAccount, reason } = rule;
    const name = names.get(representativeId ?? '') ?? '';
    const facts = { label: rule.label, representative: name, account: writeOffAccount, reason };
    const sentence = translator.text(language, `reconciliation:learned.${rule.treat}-${rule.matches}`, facts);
    const several = rule.treat === 'payer' ? (speakers.get(`${rule.matches} ${rule.value}`) ?? 0) : 0;
    const warning =
      several > 1
        ? ` ${translator.text(language, 'reconciliation:learned.several', { count: several })}`
        : '';
    return {
      id: rule.id,
      version: rule.version,
      matches: rule.matches,
      label: rule.label,
      treat: rule.treat,
      representative: representativeId === null ? null : { id: representativeId, name },
      writeOffAccount,
      reason,
      state: rule.state,
      seen: rule.seen,
      sentence: `${sentence}${warning}`,
    };
  });
}
