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
  titleField: 'address',
  listFields: ['address', 'reason', 'detail', 'createdAt'],
  showFields: ['address', 'reason', 'detail', 'createdAt'],
  filterFields: ['address', 'reason', 'createdAt'],
  searchFields: ['address'],
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
  async run({ context, actor, ids: [address = ''] }) {
    const unblocked = await context.use(letterUseCases).unblockAddress(actor, address);
    if (!unblocked.ok) return unblocked;
    return ok({
      message: { key: 'notifications:actions.MailBlock.unblock.done', facts: { address } },
      redirect: '/admin/resources/MailBlock',
    });
  },
};
