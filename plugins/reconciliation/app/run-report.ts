import type { Actor, Language } from '../../../src/kernel/permissions.js';
import type { Organisation, QueryHandle, Translator } from '../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import { localDateIn, type LocalDate } from '../../../src/values/local-date.js';
import { ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { RunView } from '../contract/work.js';
import { leftOf, type SettlementRecord } from './records.js';
import { ruleTitle, written, type Telling } from './shown.js';
import type { LineRecord } from './work.js';

/** What a report tells of single transactions: each a stream, by day. */
export interface RunLines {
  settledBy(queries: QueryHandle, runId: string): AsyncIterable<SettledLine>;
  /** what is in this state now, of one statement or of every active account, and was here at `until` */
  waiting(
    queries: QueryHandle,
    asked: {
      readonly state: 'open' | 'suggested';
      readonly statementId: string | null;
      readonly until: Date;
    },
  ): AsyncIterable<LineRecord>;
}

export interface SettledLine {
  readonly line: LineRecord;
  readonly settlement: SettlementRecord;
}

export interface ReportLine {
  readonly bookedOn: LocalDate;
  readonly account: string;
  readonly counterparty: string;
  readonly reference: string;
  /** a plain decimal with its sign */
  readonly amount: string;
  readonly currency: CurrencyCode;
  /** below the list's own headings */
  readonly details: readonly string[];
}

export interface ReportList {
  readonly name: Outcome;
  readonly title: string;
  readonly headings: readonly string[];
  lines(): AsyncIterable<ReportLine>;
}

/** A run as it is handed on: in one language, amounts as plain decimals. */
export interface RunReport {
  readonly fileName: string;
  readonly title: string;
  /** when it began, in the organisation's zone */
  readonly began: string;
  readonly facts: readonly { readonly name: string; readonly text: string }[];
  readonly totals: {
    readonly headings: readonly string[];
    readonly counts: { readonly title: string; readonly numbers: readonly number[] };
    readonly amounts: readonly { readonly currency: CurrencyCode; readonly amounts: readonly string[] }[];
  };
  readonly notes: readonly string[];
  /** of every list, in this order */
  readonly headings: readonly string[];
  readonly lists: readonly ReportList[];
}

export const OUTCOMES = ['linked', 'suggested', 'unmatched', 'writtenOff'] as const;
export type Outcome = (typeof OUTCOMES)[number];

interface Needs {
  readonly queries: QueryHandle;
  readonly organisation: () => Promise<Organisation>;
  readonly translator: Translator;
  readonly lines: RunLines;
  readonly showRun: (actor: Actor, id: string) => Promise<Result<RunView, Refusal>>;
}

/**
 * What came of a run: its totals as it ended, what it settled, and what of the rest still waits. Refuses `unknown-run`.
 */
export function makeRunReport(needs: Needs) {
  return async (actor: Actor, runId: string, language: Language): Promise<Result<RunReport, Refusal>> => {
    const found = await needs.showRun(actor, runId);
    if (!found.ok) return found;
    const { zone } = await needs.organisation();
    const run = found.value;
    const say = sayIn(needs.translator, language);
    const shown = (key: string): string =>
      needs.translator.text(language, `reconciliation:panel.runs.${key}`);
    const began = inZone(run.startedAt, zone, language);
    return ok({
      fileName: `reconciliation-${localDateIn(new Date(run.startedAt), zone)}`,
      title: say('title'),
      began,
      facts: factsOf(run, { say, shown }, zone, language),
      totals: totalsOf(run, { say, shown }),
      notes: ['signs', 'writtenOff', 'still'].map((note) => say(`notes.${note}`)),
      headings: ['bookedOn', 'account', 'counterparty', 'reference', 'amount', 'currency'].map((name) =>
        say(`columns.${name}`),
      ),
      lists: listsOf(needs, run, { say, shown }, { translator: needs.translator, language }),
    });
  };
}

type Say = (key: string, facts?: Readonly<Record<string, unknown>>) => string;

interface Words {
  readonly say: Say;
  /** as the page of runs calls it */
  readonly shown: (key: string) => string;
}

export function sayIn(translator: Translator, language: Language): Say {
  return (key, facts) => translator.text(language, `reconciliation:prints.run.${key}`, facts);
}

function factsOf(run: RunView, { say, shown }: Words, zone: string, language: Language): RunReport['facts'] {
  const { trigger, state, statement, startedAt, finishedAt } = run;
  const fact = (name: string, text: string) => ({ name: say(`facts.${name}`), text });
  return [
    fact('trigger', shown(`triggers.${trigger}`)),
    fact('state', shown(`states.${state}`)),
    fact('startedAt', inZone(startedAt, zone, language)),
    ...(finishedAt === null ? [] : [fact('finishedAt', inZone(finishedAt, zone, language))]),
    fact('zone', zone),
    fact('statement', statement === null ? say('everything') : statement.fileName),
  ];
}

function totalsOf(run: RunView, { say, shown }: Words): RunReport['totals'] {
  return {
    headings: OUTCOMES.map((outcome) => shown(outcome)),
    counts: { title: say('transactions'), numbers: OUTCOMES.map((outcome) => run[outcome]) },
    amounts: run.amounts.map((sums) => ({
      currency: sums.currency as CurrencyCode,
      amounts: OUTCOMES.map((outcome) => sums[outcome]),
    })),
  };
}

function listsOf(
  { queries, lines }: Needs,
  run: RunView,
  { say, shown }: Words,
  telling: Telling,
): readonly ReportList[] {
  const list = (
    name: Outcome,
    details: readonly string[],
    read: () => AsyncIterable<ReportLine>,
  ): ReportList => ({
    name,
    title: shown(name),
    headings: details.map((detail) => say(`columns.${detail}`)),
    lines: read,
  });
  const asked = { statementId: run.statement?.id ?? null, until: new Date(run.startedAt) };
  const waiting = (state: 'open' | 'suggested') => lines.waiting(queries, { ...asked, state });
  const settled = () => lines.settledBy(queries, run.id);
  const settlementOf = ({ id, undoneAt }: SettlementRecord): string =>
    undoneAt === null ? id : say('undone', { settlement: id });

  return [
    list('linked', ['rule', 'invoices', 'settlement'], async function* () {
      for await (const { line, settlement } of settled()) {
        const amount = settlement.parts.reduce((all, part) => all + part.amount, 0n);
        yield lineOf(line, amount, [
          ruleTitle(telling, settlement.rule),
          numbersOf(settlement).join(', '),
          settlementOf(settlement),
        ]);
      }
    }),
    list('suggested', ['rule'], async function* () {
      for await (const line of waiting('suggested'))
        yield lineOf(line, leftOf(line), [line.rule === null ? '' : ruleTitle(telling, line.rule)]);
    }),
    list('unmatched', ['reason'], async function* () {
      for await (const line of waiting('open'))
        yield lineOf(line, leftOf(line), [reasonOf(telling, line.leftover)]);
    }),
    list('writtenOff', ['writeOffAccount', 'settlement'], async function* () {
      for await (const { line, settlement } of settled())
        for (const part of settlement.parts)
          if (part.kind === 'write-off')
            yield lineOf(line, part.amount, [part.writeOffAccount ?? '', settlementOf(settlement)]);
    }),
  ];
}

function lineOf(line: LineRecord, amount: bigint, details: readonly string[]): ReportLine {
  return {
    bookedOn: line.bookedOn,
    account: line.account.name,
    counterparty: line.counterparty ?? '',
    reference: line.bankReference ?? line.endToEndId ?? line.text ?? '',
    amount: written(amount, line.currency),
    currency: line.currency,
    details,
  };
}

function numbersOf({ parts }: SettlementRecord): readonly string[] {
  return [...new Set(parts.flatMap(({ allocations }) => allocations.map(({ number }) => number)))];
}

function reasonOf({ translator, language }: Telling, leftover: string | null): string {
  return leftover === null ? '' : translator.text(language, `reconciliation:leftovers.${leftover}`);
}

function inZone(instant: string, zone: string, language: Language): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: zone,
  }).format(new Date(instant));
}
