import { daysBetween } from '../../../../src/values/local-date.js';
import { PROMISE_BROKEN } from '../../app/reminders/end-overdue-pauses.js';
import { todayOf } from '../../app/reminders/needs.js';
import { REMINDER, reminderFacts } from '../../app/reminders/telling.js';
import type { NoticeKind, NoticeSample } from '../../contract/notice-kind.js';
import { reminderUseCases } from '../../reminder-use-cases.js';

const CHOICES = 20;

const sample: NoticeSample = {
  model: 'Invoice',
  async choices(context, actor, term) {
    const { needs } = context.use(reminderUseCases);
    const asked = { term, limit: CHOICES };
    const found = await needs.openInvoices.newest(context.database.queries, actor, asked);
    return found.map(({ id, number, representativeName }) => ({
      id,
      title: `${number} · ${representativeName}`,
    }));
  },
  async facts(context, actor, queries, id) {
    const { needs } = context.use(reminderUseCases);
    if (id === null) return madeUp;
    const invoice = await needs.openInvoices.find(queries, actor, id);
    if (!invoice) return null;
    const daysLate = daysBetween(invoice.dueOn, await todayOf(needs));
    const wording = daysLate <= 0 ? 'friendly' : daysLate < 14 ? 'firm' : 'final';
    return reminderFacts(invoice, daysLate, { day: daysLate, audience: 'representative', wording });
  },
};

const madeUp = {
  ...{ invoiceId: '00000000-0000-7000-8000-000000000000', number: 'INV-2026-00042' },
  ...{ total: '125000', outstanding: '90000', currency: 'EUR', dueDate: '2026-03-01' },
  ...{ daysLate: 7, day: 7, audience: 'representative', wording: 'firm', extra: null },
  ...{ representative: 'Harbour Telecom', byHand: false },
};

const reminder: NoticeKind = {
  name: REMINDER,
  roles: ['admin', 'manager', 'representative'],
  comesBy: 'tell',
  hasTemplates: true,
  channels: ['email', 'telegram', 'inbox'],
  priority: 1,
  lookAgain: (context, tx, message) => context.use(reminderUseCases).lookAgain(tx, message),
  sample,
};

const promiseBroken: NoticeKind = {
  name: PROMISE_BROKEN,
  roles: ['admin', 'operator'],
  comesBy: 'inbox',
  hasTemplates: false,
  channels: ['inbox'],
  priority: 1,
  sample: {
    model: null,
    choices: () => Promise.resolve([]),
    facts: () =>
      Promise.resolve({
        ...{ number: 'INV-2026-00042', representative: 'Harbour Telecom', until: '2026-03-08' },
        ...{ outstanding: '90000', currency: 'EUR' },
      }),
  },
};

export const reminderKinds: readonly NoticeKind[] = [reminder, promiseBroken];
