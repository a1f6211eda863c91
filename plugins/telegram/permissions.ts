import type { PermissionDeclaration } from '../../src/kernel/permissions.js';

export const permissions: readonly PermissionDeclaration[] = [
  // One's own chat, and talking to the bot at all.
  { name: 'telegram.use', grants: ['operator', 'manager', 'representative'] },
  // Status, statistics, linked chats.
  { name: 'telegram.read', grants: ['operator'] },
  // Deep links for others, and unlinking them.
  { name: 'telegram.link-others', grants: ['operator'] },
  { name: 'telegram.broadcast', grants: [] },
  { name: 'telegram.maintain', grants: [] },
];
