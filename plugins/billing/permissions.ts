import type { PermissionDeclaration, Role } from '../../src/kernel/permissions.js';

// The administrator has every permission without being named.
const staff: readonly Role[] = ['operator'];
const staffAndManagers: readonly Role[] = ['operator', 'manager'];
const staffAndRepresentatives: readonly Role[] = ['operator', 'representative'];
const everybody: readonly Role[] = ['operator', 'manager', 'representative'];
const administratorOnly: readonly Role[] = [];

export const permissions: readonly PermissionDeclaration[] = [
  { name: 'billing.geo.read', grants: staffAndManagers },
  { name: 'billing.geo.write', grants: staff },
  { name: 'billing.office.read', grants: staffAndManagers },
  { name: 'billing.office.write', grants: staff },
  { name: 'billing.manager.read', grants: staffAndManagers },
  { name: 'billing.manager.write', grants: staff },
  { name: 'billing.representative.read', grants: everybody },
  { name: 'billing.representative.write', grants: staff },
  { name: 'billing.credit-limit.read', grants: staffAndManagers },
  { name: 'billing.product.read', grants: staffAndManagers },
  { name: 'billing.product.write', grants: staff },
  { name: 'billing.number-series.read', grants: staff },
  { name: 'billing.number-series.write', grants: administratorOnly },
  { name: 'billing.invoice.read', grants: everybody },
  { name: 'billing.invoice.draft', grants: staff },
  { name: 'billing.invoice.issue', grants: staff },
  { name: 'billing.invoice.void', grants: staff },
  { name: 'billing.credit-note.read', grants: everybody },
  { name: 'billing.credit-note.issue', grants: staff },
  { name: 'billing.payment.read', grants: everybody },
  { name: 'billing.payment.record', grants: staffAndManagers },
  { name: 'billing.payment.reverse', grants: staff },
  { name: 'billing.allocation.make', grants: staff },
  { name: 'billing.allocation.undo', grants: staff },
  { name: 'billing.period.read', grants: staff },
  { name: 'billing.period.close', grants: staff },
  { name: 'billing.period.reopen', grants: administratorOnly },
  { name: 'billing.ageing.read', grants: staffAndManagers },
  { name: 'billing.statement.read', grants: everybody },
  { name: 'billing.claim.read', grants: staffAndRepresentatives },
  { name: 'billing.claim.create', grants: staffAndRepresentatives },
  { name: 'billing.claim.decide', grants: staff },
  { name: 'billing.dispute.read', grants: staffAndRepresentatives },
  { name: 'billing.dispute.raise', grants: staffAndRepresentatives },
  { name: 'billing.dispute.resolve', grants: staff },
  { name: 'billing.import.invoices', grants: staff },
  { name: 'billing.import.payments', grants: staff },
  { name: 'billing.import.representatives', grants: staff },
];
