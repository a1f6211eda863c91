import type { ActionRequest, AdminAction, AdminResource } from '../../../../src/kernel/contributions.js';
import { everything, nothing, type Language } from '../../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { kindTitle, knownKinds } from '../../app/kinds.js';
import { dropMessages, resendMessages } from '../../app/mend-messages.js';
import type { Outbox } from '../../app/outbox.js';
import { channelNames } from '../../app/preferences.js';

const MAY_RESEND = ['failed', 'dropped'];
const MAY_DROP = ['waiting'];

/** The outbox: what was told to whom by which channel, and what became of it. What it said stays with its reader. */
export const messageResource: AdminResource = {
  model: 'Message',
  icon: 'Send',
  permissions: { read: 'notifications.read' },
  // It names everybody and what they are written about: whatever else they are allowed, for staff alone.
  scope: ({ role }) => (role === 'admin' || role === 'operator' ? everything : nothing),
  titleField: 'recipientName',
  listFields: ['createdAt', 'kind', 'channel', 'recipientName', 'state', 'attempts', 'dueAt', 'sentAt'],
  showFields: [
    ...['kind', 'channel', 'recipientName', 'recipientKind', 'address', 'language', 'state', 'reason'],
    ...['priority', 'digest', 'attempts', 'doubtful', 'createdAt', 'dueAt', 'sentAt', 'readAt', 'reference'],
    ...['entity', 'thread', 'stage'],
  ],
  filterFields: [
    ...['kind', 'channel', 'state', 'recipientName', 'recipientKind', 'address', 'createdAt', 'dueAt'],
    ...['sentAt', 'doubtful'],
  ],
  searchFields: ['recipientName', 'address', 'kind'],
  sort: { by: 'createdAt', direction: 'desc' },
  fields: {
    kind: { kind: 'select', choices: kindChoices },
    channel: { kind: 'select', choices: channelChoices },
    state: { kind: 'status', options: ['waiting', 'sending', 'sent', 'failed', 'dropped'] },
    recipientKind: { kind: 'select', options: ['user', 'representative'] },
    digest: { kind: 'select', options: ['hourly', 'daily'] },
    language: { kind: 'language' },
    reason: { kind: 'refusal' },
    entity: { kind: 'model' },
    // What it says may carry a link that signs in, and amounts that its reader here has no permission to see.
    facts: { visible: false },
    link: { visible: false },
    uniqueKey: { visible: false },
    heldBy: { visible: false },
    heldUntil: { visible: false },
    recipientId: { visible: false },
    entityId: { visible: false },
  },
};

type Choices = readonly { readonly value: string; readonly label: string }[];

function kindChoices(context: PluginContext, language: Language): Choices {
  return [...knownKinds(context).values()]
    .map((known) => ({ value: known.value.name, label: kindTitle(context, language, known) }))
    .sort((one, other) => one.label.localeCompare(other.label, language));
}

function channelChoices(context: PluginContext, language: Language): Choices {
  return channelNames(context)
    .filter(({ name }) => name !== 'inbox')
    .map(({ name, title }) => ({ value: name, label: context.translator.text(language, title) }));
}

type Mend = (outbox: Outbox, ...asked: MendRequest) => Promise<Result<number, Refusal>>;
type MendRequest = [ActionRequest['context'], ActionRequest['actor'], readonly string[]];

export function messageActions(outbox: Outbox): readonly AdminAction[] {
  return (['record', 'bulk'] as const).flatMap((on) => [
    action(on, { name: 'resend', icon: 'RefreshCw', states: MAY_RESEND }, outbox, resendMessages),
    action(on, { name: 'drop', icon: 'Slash', states: MAY_DROP, danger: true }, outbox, dropMessages),
  ]);
}

function action(
  on: 'record' | 'bulk',
  {
    name,
    icon,
    states,
    danger = false,
  }: {
    readonly name: string;
    readonly icon: string;
    readonly states: readonly string[];
    readonly danger?: boolean;
  },
  outbox: Outbox,
  mend: Mend,
): AdminAction {
  return {
    ...{ name, on, icon, danger, resource: 'Message', permission: 'notifications.send', confirm: true },
    available: (record) => states.includes(String(record['state'])),
    async run({ context, actor, ids }) {
      const mended = await mend(outbox, context, actor, ids);
      if (!mended.ok) return mended;
      const key = `notifications:actions.Message.${name}.done`;
      return ok({ message: { key, facts: { count: mended.value } } });
    },
  };
}
