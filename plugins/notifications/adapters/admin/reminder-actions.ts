import type {
  ActionOutcome,
  ActionRequest,
  AdminAction,
  FormField,
} from '../../../../src/kernel/contributions.js';
import { dayInWriting } from '../../../../src/values/in-writing.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { reminderUseCases } from '../../reminder-use-cases.js';
import { readDay } from '../read-ladder.js';

const NOTE_MOST = 500;

const isOpen = ({ status }: Readonly<Record<string, unknown>>): boolean =>
  status === 'issued' || status === 'partly_paid';

const remindNow: AdminAction = {
  name: 'remind-now',
  resource: 'Invoice',
  on: 'record',
  permission: 'notifications.send',
  icon: 'Bell',
  confirm: true,
  available: (invoice) => isOpen(invoice) && invoice['disputed'] !== true,
  async run(request) {
    const { remindNow: remind } = request.context.use(reminderUseCases);
    const reminded = await remind(request.actor, invoiceOf(request));
    return reminded.ok ? ok(done('remind-now', { number: reminded.value.number })) : reminded;
  },
};

const promise: AdminAction = {
  name: 'promise-to-pay',
  resource: 'Invoice',
  on: 'record',
  permission: 'notifications.pause',
  icon: 'Calendar',
  available: isOpen,
  form: pauseForm('required'),
  async run(request) {
    const asked = readPause(request);
    if (!asked.ok) return asked;
    if (asked.value.until === null) return err({ code: 'promise-without-day' });
    return pause(request, 'promise-to-pay', { ...asked.value, reason: 'promise' });
  },
};

const pauseReminders: AdminAction = {
  name: 'pause-reminders',
  resource: 'Invoice',
  on: 'record',
  permission: 'notifications.pause',
  icon: 'PauseCircle',
  available: isOpen,
  form: pauseForm('optional'),
  async run(request) {
    const asked = readPause(request);
    return asked.ok ? pause(request, 'pause-reminders', { ...asked.value, reason: 'other' }) : asked;
  },
};

const endPause: AdminAction = {
  name: 'end-pause',
  resource: 'Invoice',
  on: 'record',
  permission: 'notifications.pause',
  icon: 'PlayCircle',
  available: isOpen,
  async run(request) {
    const { endPauses } = request.context.use(reminderUseCases);
    const ended = await endPauses(request.actor, { invoiceId: invoiceOf(request) });
    return ended.ok ? ok(done('end-pause', ended.value)) : ended;
  },
};

export const reminderActions: readonly AdminAction[] = [remindNow, promise, pauseReminders, endPause];

function pauseForm(until: 'required' | 'optional'): readonly FormField[] {
  return [
    { name: 'until', kind: 'date', required: until === 'required' },
    { name: 'note', kind: 'text' },
  ];
}

interface PauseTyped {
  readonly until: LocalDate | null;
  readonly note: string | null;
}

function readPause({ input }: ActionRequest): Result<PauseTyped, Refusal> {
  const typed = (field: string): string => (typeof input[field] === 'string' ? input[field].trim() : '');
  const until = readDay(typed('until'));
  if (!until.ok) return until;
  return ok({ until: until.value, note: typed('note').slice(0, NOTE_MOST) || null });
}

async function pause(
  request: ActionRequest,
  action: 'promise-to-pay' | 'pause-reminders',
  asked: PauseTyped & { readonly reason: 'promise' | 'other' },
): Promise<Result<ActionOutcome, Refusal>> {
  const { context, actor, language } = request;
  const paused = await context
    .use(reminderUseCases)
    .pauseReminders(actor, { ...asked, invoiceId: invoiceOf(request) });
  if (!paused.ok) return paused;
  const { number, until } = paused.value;
  return ok(done(action, { number, until: until && dayInWriting(until, language) }));
}

function invoiceOf({ ids }: ActionRequest): string {
  const [id] = ids;
  if (id === undefined) throw new Error('an action on an invoice was called without one');
  return id;
}

function done(action: string, facts: Readonly<Record<string, unknown>>): ActionOutcome {
  return { message: { key: `notifications:actions.Invoice.${action}.done`, facts } };
}
