import type { AdminAction, AdminResource } from '../../../../src/kernel/contributions.js';
import { everything } from '../../../../src/kernel/permissions.js';
import { ok } from '../../../../src/values/result.js';
import { letterUseCases } from '../../letter-use-cases.js';

/** Addresses that take no more letters, and why. */
export const mailBlockResource: AdminResource = {
  model: 'MailBlock',
  icon: 'Slash',
  permissions: { read: 'notifications.read' },
  scope: () => everything,
  titleField: 'mailbox',
  listFields: ['mailbox', 'reason', 'detail', 'createdAt'],
  showFields: ['mailbox', 'reason', 'detail', 'createdAt'],
  filterFields: ['mailbox', 'reason', 'createdAt'],
  searchFields: ['mailbox'],
  sort: { by: 'createdAt', direction: 'desc' },
  fields: {
    reason: { kind: 'select', options: ['bounced', 'unsubscribed'] },
    messageId: { visible: false },
  },
};

export const unblock: AdminAction = {
  name: 'unblock',
  resource: 'MailBlock',
  on: 'record',
  permission: 'notifications.configure',
  icon: 'Unlock',
  confirm: true,
  async run({ context, actor, ids: [key = ''] }) {
    const unblocked = await context.use(letterUseCases).unblockAddress(actor, key);
    if (!unblocked.ok) return unblocked;
    return ok({
      message: { key: 'notifications:actions.MailBlock.unblock.done', facts: { address: unblocked.value } },
      redirect: '/admin/resources/MailBlock',
    });
  },
};
