import type { AdminResource } from '../../../../src/kernel/contributions.js';
import { everything, nothing } from '../../../../src/kernel/permissions.js';

/** What was imported, by whom, with what outcome. Paths on the server's disk never leave it. */
export const importResources: readonly AdminResource[] = [
  {
    model: 'ImportRun',
    icon: 'Upload',
    permissions: { read: 'imports.run' },
    scope: (actor) => (actor.role === 'admin' || actor.role === 'operator' ? everything : nothing),
    titleField: 'fileName',
    listFields: ['fileName', 'kind', 'state', 'rows', 'created', 'unchanged', 'failed', 'createdAt'],
    showFields: [
      'fileName',
      'kind',
      'mode',
      'state',
      'rows',
      'created',
      'unchanged',
      'failed',
      'createdAt',
      'finishedAt',
    ],
    filterFields: ['kind', 'state', 'createdAt'],
    searchFields: ['fileName'],
    sort: { by: 'createdAt', direction: 'desc' },
    fields: {
      state: {
        kind: 'status',
        options: ['uploaded', 'checking', 'checked', 'applying', 'done', 'refused', 'failed'],
      },
      filePath: { visible: false },
      failedPath: { visible: false },
      fileDigest: { visible: false },
      mapping: { visible: false },
      error: { visible: false },
    },
  },
];
