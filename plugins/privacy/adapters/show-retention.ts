import type { Reading } from '../../../src/kernel/refusal-sentence.js';
import { classRules, type RetentionParts, type StoredRetentionRun } from '../app/retention.js';
import { isUnderWay } from '../app/run-retention.js';
import type { RetentionClass, RetentionRunView, RetentionView } from '../contract/doors.js';
import { namesOf } from './show-people.js';

const RUNS_SHOWN = 25;

export async function retentionView(parts: RetentionParts, reading: Reading): Promise<RetentionView> {
  const { context, actor } = reading;
  return {
    classes: await retentionClasses(parts, reading),
    runs: await runViews(parts, reading, await parts.store.runs(context.database.queries, RUNS_SHOWN)),
    mayConfigure: context.may(actor, 'privacy.configure'),
    mayApply: context.may(actor, 'privacy.maintain'),
  };
}

export async function retentionClasses(
  parts: RetentionParts,
  { context, language }: Pick<Reading, 'context' | 'language'>,
): Promise<readonly RetentionClass[]> {
  return (await classRules(parts, context)).map(({ name, plugin, dataClass, days, version, expires }) => {
    const say = (what: string): string =>
      context.translator.text(language, `${plugin}:privacy.classes.${dataClass.name}.${what}`);
    const { atLeastDays, bySetting } = dataClass;
    const setting =
      bySetting === undefined
        ? null
        : context.translator.text(language, `${plugin}:settings.${bySetting}.label`);
    return {
      ...{ dataClass: name, title: say('title'), days, expires, version, setting },
      ...{ leastDays: atLeastDays ?? 1, leastBy: atLeastDays === undefined ? null : say('basis') },
    };
  });
}

export async function runViews(
  parts: RetentionParts,
  { context, language }: Pick<Reading, 'context' | 'language'>,
  runs: readonly StoredRetentionRun[],
): Promise<readonly RetentionRunView[]> {
  const titles = new Map(
    parts.expirer
      .classes(context)
      .map(({ name, plugin, dataClass }) => [
        name,
        context.translator.text(language, `${plugin}:privacy.classes.${dataClass.name}.title`),
      ]),
  );
  const nameOf = await namesOf(
    context,
    runs.map(({ requestedBy }) => requestedBy),
  );
  return Promise.all(
    runs.map(async (run) => {
      // One whose process died says that it is running until the next one begins.
      const isStopped = run.state === 'running' && !(await isUnderWay(context, run));
      const error = isStopped ? { code: 'retention-stopped' } : run.error;
      return {
        ...{ id: run.id, isTrial: run.isTrial, state: isStopped ? 'failed' : run.state },
        rows: run.report.reduce((sum, { rows }) => sum + rows, 0),
        report: run.report.map((line) => ({ ...line, title: titles.get(line.dataClass) ?? line.dataClass })),
        error: error && context.translator.text(language, `privacy:refusals.${error.code}`, error),
        requestedBy: nameOf(run.requestedBy),
        startedAt: run.startedAt.toISOString(),
        finishedAt: run.finishedAt?.toISOString() ?? null,
      };
    }),
  );
}
