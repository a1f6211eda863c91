import type { AdminResource } from '../../../../src/kernel/contributions.js';
import { everything, nothing, type Actor, type ScopeRule } from '../../../../src/kernel/permissions.js';

const ofStaff: ScopeRule = ({ role }: Actor) =>
  role === 'admin' || role === 'operator' ? everything : nothing;

/** All that was ever made, proven and restored: read here, changed on the pages. What opens a place, and what an archive says, never leaves. */
export const backupResources: readonly AdminResource[] = [
  {
    model: 'BackupRun',
    icon: 'Archive',
    permissions: { read: 'backup.read' },
    scope: ofStaff,
    titleField: 'fileName',
    listFields: ['startedAt', 'trigger', 'state', 'records', 'bytes', 'fileName'],
    showFields: [
      ...['fileName', 'trigger', 'state', 'error', 'records', 'bytes', 'sha256', 'schemaVersion'],
      ...['startedAt', 'finishedAt'],
    ],
    filterFields: ['state', 'trigger', 'startedAt'],
    searchFields: ['fileName'],
    sort: { by: 'startedAt', direction: 'desc' },
    related: [{ model: 'BackupCopy', field: 'runId' }],
    fields: {
      state: { kind: 'status', options: ['running', 'done', 'failed'] },
      trigger: { kind: 'select', options: ['plan', 'hand', 'command', 'api', 'migration'] },
      records: { kind: 'number' },
      bytes: { kind: 'bytes' },
      error: { kind: 'refusal' },
      planId: { visible: false },
      sets: { visible: false },
      manifest: { visible: false },
      jobId: { visible: false },
      requestedBy: { visible: false },
    },
  },
  {
    model: 'BackupCopy',
    icon: 'Copy',
    permissions: { read: 'backup.read' },
    scope: ofStaff,
    titleField: 'location',
    listFields: ['runId', 'state', 'bytes', 'attempts', 'storedAt', 'provenAt'],
    showFields: [
      ...['runId', 'state', 'error', 'location', 'bytes', 'attempts', 'storedAt', 'provenAt', 'removedAt'],
    ],
    filterFields: ['state', 'storedAt', 'provenAt'],
    sort: { by: 'storedAt', direction: 'desc' },
    fields: {
      state: {
        kind: 'status',
        options: ['waiting', 'sending', 'stored', 'proven', 'failed', 'removed'],
      },
      bytes: { kind: 'bytes' },
      error: { kind: 'refusal' },
      destinationId: { visible: false },
      upload: { visible: false },
    },
  },
  {
    model: 'BackupDrill',
    icon: 'CheckCircle',
    permissions: { read: 'backup.read' },
    scope: ofStaff,
    titleField: 'fileName',
    listFields: ['startedAt', 'fileName', 'state', 'finishedAt'],
    showFields: ['fileName', 'state', 'error', 'startedAt', 'finishedAt'],
    filterFields: ['state', 'startedAt'],
    searchFields: ['fileName'],
    sort: { by: 'startedAt', direction: 'desc' },
    fields: {
      state: { kind: 'status', options: ['running', 'passed', 'failed'] },
      error: { kind: 'refusal' },
      copyId: { visible: false },
      report: { visible: false },
      certificate: { visible: false },
      jobId: { visible: false },
      requestedBy: { visible: false },
    },
  },
  {
    model: 'RestoreRequest',
    icon: 'RotateCcw',
    permissions: { read: 'backup.read' },
    scope: ofStaff,
    titleField: 'fileName',
    listFields: ['requestedAt', 'fileName', 'state', 'conflicts', 'decidedAt', 'finishedAt'],
    showFields: [
      ...['fileName', 'state', 'error', 'conflicts', 'sha256', 'requestedAt', 'decidedAt', 'finishedAt'],
    ],
    filterFields: ['state', 'requestedAt'],
    searchFields: ['fileName'],
    sort: { by: 'requestedAt', direction: 'desc' },
    fields: {
      state: {
        kind: 'status',
        options: ['checking', 'waiting', 'approved', 'running', 'done', 'refused', 'failed', 'cancelled'],
      },
      conflicts: { kind: 'select', options: ['keep', 'overwrite', 'refuse'] },
      error: { kind: 'refusal' },
      copyId: { visible: false },
      wanted: { visible: false },
      effect: { visible: false },
      jobId: { visible: false },
      requestedBy: { visible: false },
      decidedBy: { visible: false },
    },
  },
];
