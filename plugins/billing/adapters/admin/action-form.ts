import type { ActionOutcome, ActionRequest } from '../../../../src/kernel/contributions.js';
import type { Refusal, Result } from '../../../../src/values/result.js';
import { readForm, type FormReader } from '../form-reader.js';

/** The form of `<resource>.<action>`, whose fields are called as they are labelled. */
export function readAction<Value>(
  request: ActionRequest,
  action: `${string}.${string}`,
  read: (form: FormReader) => Value,
): Result<Value, Refusal> {
  const label = (field: string): string =>
    request.context.translator.text(request.language, `billing:actions.${action}.fields.${field}`);
  return readForm(request.input, label, read);
}

/** The record that an action stands on. */
export function recordOf(request: Pick<ActionRequest, 'ids'>): string {
  const [id] = request.ids;
  if (id === undefined) throw new Error('an action on a record was called without one');
  return id;
}

export function done(
  action: `${string}.${string}`,
  facts?: Readonly<Record<string, unknown>>,
  next?: Pick<ActionOutcome, 'redirect' | 'download' | 'undo'>,
): ActionOutcome {
  return { message: { key: `billing:actions.${action}.done`, ...(facts ? { facts } : {}) }, ...next };
}

/** The button of another action, offered as the way back to whoever may press it. */
export function undoBy(
  { context, actor }: ActionRequest,
  inverse: { readonly model: string; readonly action: string; readonly permission: string },
  body: { readonly ids: readonly string[]; readonly input: Readonly<Record<string, unknown>> },
): Pick<ActionOutcome, 'undo'> {
  if (!context.may(actor, inverse.permission)) return {};
  return { undo: { href: `/admin/x/host/actions/${inverse.model}/${inverse.action}`, body } };
}

export function recordPage(model: string, id: string): string {
  return `/admin/resources/${model}/records/${id}/show`;
}
