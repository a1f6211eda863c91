import type { AdminAction } from '../../../../src/kernel/contributions.js';
import { localDateIn, monthOf, previousMonth, type LocalMonth } from '../../../../src/values/local-date.js';
import { ok } from '../../../../src/values/result.js';
import { useCases } from '../../use-cases.js';
import { done, readAction, recordOf, undoBy } from './action-form.js';

const close: AdminAction = {
  name: 'close',
  resource: 'Period',
  on: 'resource',
  permission: 'billing.period.close',
  icon: 'Lock',
  confirm: true,
  form: [{ name: 'month', kind: 'month', required: true }],
  async defaults({ context }) {
    const { zone } = await context.organisation();
    return { month: previousMonth(monthOf(localDateIn(context.clock.now(), zone))) };
  },
  async run(request) {
    const form = readAction(request, 'Period.close', (read) => ({ month: read.month('month') }));
    if (!form.ok) return form;
    const closed = await request.context.use(useCases).closePeriod(request.actor, form.value);
    if (!closed.ok) return closed;
    const inverse = { model: 'Period', action: 'reopen', permission: reopen.permission };
    const undo = undoBy(request, inverse, { ids: [closed.value.month], input: {} });
    return ok(done('Period.close', closed.value, undo));
  },
};

const reopen: AdminAction = {
  name: 'reopen',
  resource: 'Period',
  on: 'record',
  permission: 'billing.period.reopen',
  icon: 'Unlock',
  confirm: true,
  danger: true,
  available: (period) => period['status'] === 'closed',
  async run(request) {
    // A period's id is its month.
    const asked = { month: recordOf(request) as LocalMonth };
    const reopened = await request.context.use(useCases).reopenPeriod(request.actor, asked);
    if (!reopened.ok) return reopened;
    const inverse = { model: 'Period', action: 'close', permission: close.permission };
    const undo = undoBy(request, inverse, { ids: [], input: { month: reopened.value.month } });
    return ok(done('Period.reopen', reopened.value, undo));
  },
};

const statement: AdminAction = {
  name: 'statement',
  resource: 'Representative',
  on: 'record',
  permission: 'billing.statement.read',
  icon: 'FileText',
  form: [
    { name: 'from', kind: 'date', required: true },
    { name: 'to', kind: 'date', required: true },
  ],
  async defaults({ context }) {
    const today = localDateIn(context.clock.now(), (await context.organisation()).zone);
    return { from: `${today.slice(0, 4)}-01-01`, to: today };
  },
  run(request) {
    const form = readAction(request, 'Representative.statement', (read) => ({
      from: read.date('from'),
      to: read.date('to'),
    }));
    if (!form.ok) return Promise.resolve(form);
    const { from, to } = form.value;
    const download = `/admin/x/billing/representatives/${recordOf(request)}/statement.pdf?from=${from}&to=${to}`;
    return Promise.resolve(ok(done('Representative.statement', {}, { download })));
  },
};

export const periodActions: readonly AdminAction[] = [close, reopen];
export const representativeActions: readonly AdminAction[] = [statement];
