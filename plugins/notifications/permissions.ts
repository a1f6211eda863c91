import type { PermissionDeclaration } from '../../src/kernel/permissions.js';

export const permissions: readonly PermissionDeclaration[] = [
  // One's own preferences.
  { name: 'notifications.prefer', grants: ['operator', 'manager', 'representative'] },
  // The outbox, statistics, templates and their previews.
  { name: 'notifications.read', grants: ['operator'] },
  // Sending by hand: a reminder, an invoice, again what failed.
  { name: 'notifications.send', grants: ['operator'] },
  // Pauses and promises to pay.
  { name: 'notifications.pause', grants: ['operator'] },
  // Defaults, locks, ladders, blocked addresses.
  { name: 'notifications.configure', grants: [] },
  { name: 'notifications.maintain', grants: [] },
];
