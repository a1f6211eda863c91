// Whose rows an actor may see, for every table of billing. One place, so that a list, a print and a statement agree.
import { everything, nothing, type Actor, type RowScope } from '../../src/kernel/permissions.js';

const ISSUED = ['issued', 'partly_paid', 'paid', 'void'];

/** Rows of `representative`. */
export function scopeOfRepresentatives(actor: Actor): RowScope {
  switch (actor.role) {
    case 'admin':
    case 'operator':
      return everything;
    case 'manager':
      return { kind: 'in', column: 'office_id', values: actor.officeIds };
    case 'representative':
      return actor.representativeId
        ? { kind: 'in', column: 'id', values: [actor.representativeId] }
        : nothing;
  }
}

/** Rows that carry a `representative_id`. */
export function scopeOfRepresentativesRows(actor: Actor): RowScope {
  if (actor.role === 'representative') {
    return actor.representativeId
      ? { kind: 'in', column: 'representative_id', values: [actor.representativeId] }
      : nothing;
  }
  return through('representative_id', 'representative', scopeOfRepresentatives(actor));
}

/** Rows of `invoice`: a draft is the staff's own paper until it is issued. */
export function scopeOfInvoices(actor: Actor): RowScope {
  const own = scopeOfRepresentativesRows(actor);
  if (actor.role !== 'representative') return own;
  return { kind: 'every', scopes: [own, { kind: 'in', column: 'status', values: ISSUED }] };
}

export function scopeOfInvoiceRows(actor: Actor): RowScope {
  return through('invoice_id', 'invoice', scopeOfInvoices(actor));
}

export function scopeOfPaymentRows(actor: Actor): RowScope {
  return through('payment_id', 'payment', scopeOfRepresentativesRows(actor));
}

export function scopeOfOffices(actor: Actor): RowScope {
  if (actor.role === 'manager') return { kind: 'in', column: 'id', values: actor.officeIds };
  return staffOnly(actor);
}

export function scopeOfOfficeRows(actor: Actor): RowScope {
  return through('office_id', 'office', scopeOfOffices(actor));
}

export function scopeOfGeos(actor: Actor): RowScope {
  if (actor.role !== 'manager') return staffOnly(actor);
  return { kind: 'through', column: 'id', table: 'office', key: 'geo_id', scope: scopeOfOffices(actor) };
}

export function scopeOfManagers(actor: Actor): RowScope {
  if (actor.role !== 'manager') return staffOnly(actor);
  return actor.managerId ? { kind: 'in', column: 'id', values: [actor.managerId] } : nothing;
}

/** Rows that belong to nobody in particular: products. */
export function scopeOfSharedRows(actor: Actor): RowScope {
  return actor.role === 'representative' ? nothing : everything;
}

/** Rows of the back office itself: number series, periods. */
export function staffOnly(actor: Actor): RowScope {
  return actor.role === 'admin' || actor.role === 'operator' ? everything : nothing;
}

function through(column: string, table: string, scope: RowScope): RowScope {
  if (scope.kind === 'all' || scope.kind === 'none') return scope;
  return { kind: 'through', column, table, key: 'id', scope };
}
