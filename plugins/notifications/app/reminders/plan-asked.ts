import type { QueryHandle } from '../../../../src/kernel/ports.js';
import { addDays, type LocalDate } from '../../../../src/values/local-date.js';
import { isWalked, type Ladder } from '../../domain/ladder.js';
import { recipientsOf, type PlanAsked, type Reach, type Told } from '../../domain/plan-reminders.js';
import type { Owed } from '../../domain/owed.js';
import type { ReminderNeeds } from './needs.js';
import type { ToldRecord } from './records.js';

const ADMINS_AT_MOST = 10_000;

type Needs = Pick<ReminderNeeds, 'openInvoices' | 'people' | 'pauses' | 'toldStages'>;

/** Everything that the plan of some invoices depends on. */
export async function readPlanAsked(
  needs: Needs,
  queries: QueryHandle,
  asked: Pick<PlanAsked, 'today' | 'invoices' | 'ladders'>,
): Promise<PlanAsked> {
  const ids = asked.invoices.map(({ id }) => id);
  const reach = await readReach(needs, queries, asked.invoices);
  return {
    ...asked,
    reach,
    pauses: await needs.pauses.ofInvoices(queries, ids),
    told: heardOf(await needs.toldStages.ofInvoices(queries, ids), asked.invoices, reach),
  };
}

/** The last due date on which a ladder has something to say on a day; null when none is walked. */
export function dueByOf(ladders: readonly Ladder[], day: LocalDate): LocalDate | null {
  const days = ladders.filter(isWalked).flatMap(({ stages }) => stages.map((stage) => stage.day));
  return days.length === 0 ? null : addDays(day, -Math.min(...days));
}

export async function readReach(
  { openInvoices, people }: Pick<Needs, 'openInvoices' | 'people'>,
  queries: QueryHandle,
  invoices: readonly Owed[],
): Promise<Reach> {
  const managers = await openInvoices.managersOf(queries, distinct(invoices, 'officeId'));
  const standIns = await people.standingFor(queries, {
    representativeIds: distinct(invoices, 'representativeId'),
    managerIds: [...new Set([...managers.values()].flat())],
  });
  const usersBy = (side: 'representativeId' | 'managerId') => (id: string) =>
    standIns.filter((user) => user[side] === id).map((user) => user.id);
  const admins = await people.find({ term: '', roles: ['admin'], limit: ADMINS_AT_MOST });
  return {
    representatives: new Map(
      distinct(invoices, 'representativeId').map((id) => [id, usersBy('representativeId')(id)]),
    ),
    offices: new Map([...managers].map(([office, ids]) => [office, ids.flatMap(usersBy('managerId'))])),
    admins: admins.map(({ id }) => id),
  };
}

function distinct(invoices: readonly Owed[], column: 'officeId' | 'representativeId'): readonly string[] {
  return [...new Set(invoices.map((invoice) => invoice[column]))];
}

/**
 * What was dropped counts for those whom it would reach today: its unique key is used up. Whoever came instead of them, because the
 * representative moved to another office, has heard nothing yet.
 */
function heardOf(told: readonly ToldRecord[], invoices: readonly Owed[], reach: Reach): readonly Told[] {
  const byId = new Map(invoices.map((invoice) => [invoice.id, invoice]));
  return told.filter(({ invoiceId, audience, isDropped, recipient }) => {
    const invoice = byId.get(invoiceId);
    if (!isDropped || !invoice) return true;
    return recipientsOf(invoice, audience, reach).some(
      ({ kind, id }) => kind === recipient.kind && id === recipient.id,
    );
  });
}
