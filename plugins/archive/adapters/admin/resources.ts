import type { AdminResource } from '../../../../src/kernel/contributions.js';
import { everything } from '../../../../src/kernel/permissions.js';
import { YEAR_STATES } from '../../app/years.js';

export const archivedYears: AdminResource = {
  model: 'ArchivedYear',
  icon: 'Archive',
  permissions: { read: 'archive.read' },
  scope: () => everything,
  titleField: 'year',
  listFields: ['year', 'state', 'movedAt', 'bytes', 'returnedAt'],
  showFields: [
    'year',
    'state',
    'fileName',
    'sha256',
    'bytes',
    'provenAt',
    'requestedBy',
    'movedAt',
    'returnedAt',
    'error',
  ],
  filterFields: ['year', 'state'],
  sort: { by: 'year', direction: 'desc' },
  fields: {
    state: { kind: 'status', options: YEAR_STATES },
    requestedBy: { reference: 'User' },
    error: { kind: 'refusal' },
  },
};
