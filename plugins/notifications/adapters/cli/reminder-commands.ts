import type { CliCommand } from '../../../../src/kernel/contributions.js';
import { ok } from '../../../../src/values/result.js';
import { planLineViews } from '../../app/reminders/shown.js';
import { reminderUseCases } from '../../reminder-use-cases.js';
import { readDay } from '../read-ladder.js';

/** More than that is a matter for the panel's pages. */
const MOST_LINES = 1_000_000;
const PRINTED = 200;

const plan: CliCommand = {
  name: 'reminders plan',
  description: 'what the ladders of reminders say today or on a day to come, and why',
  options: [{ name: 'on', kind: 'string', description: 'YYYY-MM-DD; default today' }],
  async run({ context, actor, options }) {
    const on = typeof options['on'] === 'string' ? options['on'] : undefined;
    const day = readDay(on);
    if (!day.ok) return day;
    const { showPlan } = context.use(reminderUseCases);
    const asked = { on: day.value, outcome: null, after: '', limit: MOST_LINES };
    const page = await showPlan.page(actor, asked);
    if (!page.ok) return page;
    const { translator, people } = context;
    const lines = await planLineViews({ translator, people, language: actor.language }, page.value.lines);
    const printed = lines
      .slice(0, PRINTED)
      .map(({ invoice, outcome, stage, to, reason }) =>
        [invoice.number, outcome, stage?.day ?? '', stage?.audience ?? '', to.join(', '), reason].join('\t'),
      );
    const rest = lines.length > PRINTED ? [`… ${lines.length - PRINTED} more: use --json`] : [];
    return ok({ json: { on: page.value.on, lines }, text: [...printed, ...rest].join('\n') });
  },
};

const run: CliCommand = {
  name: 'reminders run',
  description: 'walks the ladders now and queues what is due today; what was queued stays queued once',
  async run({ context, note }) {
    const walk = await context.use(reminderUseCases).walkLadders({
      signal: new AbortController().signal,
      onProgress: (invoices) => Promise.resolve(note(`${invoices} invoices`)),
    });
    const text = `${walk.day}: ${walk.invoices} invoices, ${walk.reminders} reminders, ${walk.messages} new messages`;
    return ok({ json: walk, text });
  },
};

export const reminderCommands: readonly CliCommand[] = [plan, run];
