import type { AdminResource } from '../../../../src/kernel/contributions.js';
import { scopeOfRepresentativesRows } from '../../../billing/contract/row-scope.js';

/** Made and ended by actions of the invoice. */
export const pauseResource: AdminResource = {
  model: 'ReminderPause',
  icon: 'PauseCircle',
  permissions: { read: 'notifications.read' },
  scope: scopeOfRepresentativesRows,
  titleField: 'reason',
  listFields: ['invoiceId', 'representativeId', 'reason', 'until', 'endedAt', 'createdAt'],
  showFields: ['invoiceId', 'representativeId', 'reason', 'until', 'note', 'createdAt', 'endedAt'],
  filterFields: ['invoiceId', 'representativeId', 'reason', 'until', 'endedAt', 'createdAt'],
  sort: { by: 'createdAt', direction: 'desc' },
  fields: {
    invoiceId: { reference: 'Invoice' },
    representativeId: { reference: 'Representative' },
    reason: { kind: 'status', options: ['promise', 'other'] },
    note: { kind: 'longtext' },
    createdBy: { visible: false },
  },
};
