import type { CliCall, CliCommand, CliOutcome } from '../../../../src/kernel/contributions.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { makeSaveRule, type RetentionParts } from '../../app/retention.js';
import { makeApplyRetention, makeTryRetention } from '../../app/run-retention.js';
import type { RetentionClass, RetentionRunView } from '../../contract/doors.js';
import { MOST_DAYS } from '../../domain/retention.js';
import { retentionClasses, runViews } from '../show-retention.js';

const FOREVER = 'forever';
const RUNS_SHOWN = 25;

type Outcome = Promise<Result<CliOutcome, Refusal>>;

/** `countinghouse privacy retention …` */
export function retentionCommands(parts: RetentionParts): readonly CliCommand[] {
  return [
    {
      name: 'privacy retention',
      description: 'takes what is past its time, by the rules of each class',
      options: [{ name: 'dry-run', kind: 'boolean', description: 'says what would go, and takes nothing' }],
      run: (call) => run(parts, call),
    },
    {
      name: 'privacy retention list',
      description: 'how long each class of data is kept, and what it may not be shorter than',
      run: (call) => list(parts, call),
    },
    {
      name: 'privacy retention set',
      description: `says how long a class is kept: whole days, or "${FOREVER}"`,
      arguments: ['class', 'days'],
      run: (call) => set(parts, call),
    },
    {
      name: 'privacy retention runs',
      description: 'when the rules were tried and applied, and what went',
      run: (call) => runs(parts, call),
    },
  ];
}

async function run(parts: RetentionParts, call: CliCall): Outcome {
  const { context, actor, options } = call;
  const { signal } = new AbortController();
  const ended =
    options['dry-run'] === true
      ? await makeTryRetention(parts)(context, actor, signal)
      : await makeApplyRetention(parts)(context, actor, { signal });
  const [view] = await runViews(parts, wordsOf(call), [ended]);
  const { isTrial, state, report } = ended;
  return ok({ json: { isTrial, state, report }, text: reportText(call, view!) });
}

async function list(parts: RetentionParts, call: CliCall): Outcome {
  const classes = await retentionClasses(parts, wordsOf(call));
  return ok({ json: { classes }, text: classes.map((each) => ruleText(call, each)).join('\n') });
}

async function set(parts: RetentionParts, call: CliCall): Outcome {
  const { context, actor } = call;
  const [dataClass = '', given = ''] = call.arguments;
  const days = given === FOREVER ? null : Number(given);
  if (days !== null && !/^\d{1,5}$/.test(given)) return err({ code: 'days-invalid', most: MOST_DAYS });
  const find = async (): Promise<RetentionClass | undefined> =>
    (await retentionClasses(parts, wordsOf(call))).find((each) => each.dataClass === dataClass);
  const version = (await find())?.version ?? 0;
  const saved = await makeSaveRule(parts)(context, actor, { dataClass, days, version });
  if (!saved.ok) return saved;
  const json = (await find())!;
  return ok({ json, text: ruleText(call, json) });
}

async function runs(parts: RetentionParts, call: CliCall): Outcome {
  const stored = await parts.store.runs(call.context.database.queries, RUNS_SHOWN);
  const views = await runViews(parts, wordsOf(call), stored);
  const text = views.map((view) => {
    const key = view.isTrial ? 'tried' : view.state;
    return `${view.startedAt} ${say(call, `states.${key}`)}\n${reportText(call, view)}`;
  });
  return ok({ json: { runs: views }, text: text.join('\n') });
}

function ruleText(call: CliCall, rule: RetentionClass): string {
  const { dataClass, days, expires, leastDays, setting } = rule;
  if (!expires && setting === null) return `${dataClass}: ${say(call, 'never')}`;
  const kept = days === null ? say(call, 'forever') : say(call, 'kept', { count: days });
  const why =
    setting === null ? say(call, 'atLeast', { count: leastDays }) : say(call, 'bySetting', { setting });
  return `${dataClass}: ${kept}; ${why}`;
}

function reportText(call: CliCall, { report }: RetentionRunView): string {
  if (report.length === 0) return say(call, 'nothing');
  return report
    .map(({ dataClass, rows, days, oldest }) =>
      say(call, 'expired', { dataClass, rows, days, oldest: oldest?.slice(0, 10) ?? '' }),
    )
    .join('\n');
}

function say(
  { context, actor }: CliCall,
  key: string,
  facts: Readonly<Record<string, unknown>> = {},
): string {
  return context.translator.text(actor.language, `privacy:retention.cli.${key}`, facts);
}

function wordsOf({ context, actor }: CliCall) {
  return { context, language: actor.language };
}
