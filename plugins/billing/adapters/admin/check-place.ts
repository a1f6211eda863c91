import type { AdminWrite } from '../../../../src/kernel/contributions.js';
import { ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { mayDisable, mayStandIn } from '../../app/network/may-switch.js';
import { useCases } from '../../use-cases.js';

type Checked = Promise<Result<Readonly<Record<string, unknown>>, Refusal>>;

/** A geo with active offices stays active. */
export async function checkGeo({ context, tx, before, values }: AdminWrite): Checked {
  if (!isDisabled(before, values)) return ok(values);
  const { places } = context.use(useCases).network;
  const allowed = await mayDisable(places, tx.queries, 'geo', String(before?.['id']));
  return allowed.ok ? ok(values) : allowed;
}

/** An office with active representatives stays active, and an active one stands in an active geo. */
export async function checkOffice({ context, tx, before, values }: AdminWrite): Checked {
  const { places } = context.use(useCases).network;
  const after: Readonly<Record<string, unknown>> = { active: true, ...before, ...values };
  if (after['active'] !== false) {
    if (before?.['active'] === true && before['geoId'] === after['geoId']) return ok(values);
    const allowed = await mayStandIn(places, tx.queries, String(after['geoId']));
    return allowed.ok ? ok(values) : allowed;
  }
  if (!isDisabled(before, values)) return ok(values);
  const allowed = await mayDisable(places, tx.queries, 'office', String(before?.['id']));
  return allowed.ok ? ok(values) : allowed;
}

function isDisabled(before: AdminWrite['before'], values: AdminWrite['values']): boolean {
  return before?.['active'] === true && values['active'] === false;
}
