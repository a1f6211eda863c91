import type { AdminAction, AdminResource } from '../../../../src/kernel/contributions.js';
import { everything, nothing, ROLES } from '../../../../src/kernel/permissions.js';
import { err, ok } from '../../../../src/values/result.js';
import { chatLinks } from '../../contract/links.js';

export const chatResource: AdminResource = {
  model: 'TelegramChat',
  icon: 'MessageCircle',
  permissions: { read: 'telegram.read' },
  scope: ({ role }) => (role === 'admin' || role === 'operator' ? everything : nothing),
  titleField: 'username',
  listFields: ['userId', 'username', 'state', 'linkedAt', 'lastSeenAt'],
  showFields: ['userId', 'username', 'chatId', 'state', 'linkedAt', 'endedAt', 'lastSeenAt'],
  filterFields: ['userId', 'username', 'state', 'linkedAt'],
  searchFields: ['username'],
  sort: { by: 'linkedAt', direction: 'desc' },
  fields: {
    userId: { reference: 'User' },
    state: { kind: 'status', options: ['linked', 'unlinked', 'blocked'] },
  },
};

const unlinkChat: AdminAction = {
  name: 'unlink',
  resource: 'TelegramChat',
  on: 'record',
  permission: 'telegram.link-others',
  icon: 'XCircle',
  confirm: true,
  danger: true,
  available: ({ state }) => state === 'linked',
  async run({ context, actor, ids }) {
    const ended = await context.use(chatLinks).unlink(actor, ids[0] ?? '');
    return ended.ok ? ok({ message: { key: 'telegram:actions.TelegramChat.unlink.done' } }) : ended;
  },
};

/** The link is shown once: whoever opens it in Telegram within ten minutes is this user. */
const linkUser: AdminAction = {
  name: 'link',
  resource: 'TelegramChat',
  on: 'resource',
  permission: 'telegram.link-others',
  icon: 'Send',
  form: [{ name: 'email', kind: 'text', required: true }],
  async run({ context, actor, input }) {
    const wanted = String(input['email'] ?? '')
      .trim()
      .toLowerCase();
    const everybody = await context.people.find({ term: '', roles: ROLES, limit: Number.MAX_SAFE_INTEGER });
    const person = everybody.find(({ email }) => email === wanted);
    if (!person) return err({ code: 'user-not-found' });
    const link = await context.use(chatLinks).makeLink(actor, person.id);
    if (!link.ok) return link;
    return ok({
      message: { key: 'telegram:actions.TelegramChat.link.done' },
      reveal: { label: 'telegram:actions.TelegramChat.link.link', value: link.value.url },
    });
  },
};

export const chatActions: readonly AdminAction[] = [unlinkChat, linkUser];
