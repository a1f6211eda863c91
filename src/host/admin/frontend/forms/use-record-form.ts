import type { RecordJSON, ResourceJSON } from 'adminjs';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import {
  asProblem,
  fetchJson,
  notify,
  useDraft,
  useLeaveGuard,
  useProblemSentence,
  type Draft,
} from '../../../../panel-kit/index.js';
import type { StaleSave } from '../screens/conflict.js';
import { withRefresh } from '../screens/with-refresh.js';

interface Saved {
  readonly record?: Pick<RecordJSON, 'errors' | 'baseError'>;
  readonly redirectUrl?: string;
  readonly conflict?: StaleSave;
  readonly notice?: { readonly type: string; readonly message: string };
}

type Typed = Pick<RecordJSON, 'params' | 'populated'>;

export interface RecordFormState {
  readonly record: RecordJSON;
  readonly isSaving: boolean;
  readonly draft: Draft;
  readonly change: (path: string | RecordJSON, value?: unknown, chosen?: RecordJSON) => void;
  /** what somebody else saved meanwhile, beside what was typed */
  readonly conflict: StaleSave | null;
  /** `chosen`: values that stand in for typed ones */
  readonly save: (chosen?: RecordJSON['params']) => Promise<void>;
}

/** A record as it is being typed: what was refused, what is not saved yet, what was kept from before. */
export function useRecordForm(start: RecordJSON, resource: ResourceJSON): RecordFormState {
  const navigate = useNavigate();
  const sentence = useProblemSentence();
  const [opened] = useState(start);
  const [record, setRecord] = useState(start);
  const [isSaving, setSaving] = useState(false);
  const [conflict, setConflict] = useState<StaleSave | null>(null);
  const underWay = useRef(false);
  const isChanged = JSON.stringify(record.params) !== JSON.stringify(opened.params);
  const { release } = useLeaveGuard(isChanged);
  const draft = useDraft<Typed>(withoutSecrets(record, resource), isChanged, (kept) =>
    setRecord((before) => ({ ...before, ...kept, errors: {} })),
  );

  const save = async (chosen: RecordJSON['params'] = {}): Promise<void> => {
    if (underWay.current) return;
    underWay.current = true;
    setSaving(true);
    try {
      const answer = await fetchJson<Saved>(doorOf(start, resource), {
        body: { ...record.params, ...chosen },
      });
      const { notice, redirectUrl } = answer;
      setConflict(answer.conflict ?? null);
      if (notice && !answer.conflict)
        notify({ tone: notice.type === 'error' ? 'error' : 'success', message: notice.message });
      if (!redirectUrl)
        return setRecord((before) => refused({ ...before, params: { ...before.params, ...chosen } }, answer));
      draft.clear();
      release();
      navigate(withRefresh(redirectUrl));
    } catch (error) {
      notify({ tone: 'error', message: sentence(asProblem(error)) });
    } finally {
      underWay.current = false;
      setSaving(false);
    }
  };
  return {
    record,
    conflict,
    isSaving,
    draft,
    change: (path, value, chosen) =>
      setRecord((before) => (typeof path === 'string' ? changed(before, path, value, chosen) : path)),
    save,
  };
}

function doorOf({ id }: RecordJSON, resource: ResourceJSON): string {
  const door = `/admin/api/resources/${encodeURIComponent(resource.id)}`;
  return id ? `${door}/records/${encodeURIComponent(id)}/edit` : `${door}/actions/new`;
}

/** The complaint about a field goes when the field is changed. */
function changed(before: RecordJSON, path: string, value: unknown, chosen?: RecordJSON): RecordJSON {
  const populated = { ...before.populated };
  const errors = { ...before.errors };
  delete populated[path];
  delete errors[path];
  if (chosen) populated[path] = chosen;
  return {
    ...before,
    params: { ...before.params, [path]: value } as RecordJSON['params'],
    populated,
    errors,
  };
}

function refused(before: RecordJSON, { record }: Saved): RecordJSON {
  return { ...before, errors: record?.errors ?? {}, baseError: record?.baseError ?? null };
}

function withoutSecrets({ params, populated }: RecordJSON, { editProperties }: ResourceJSON): Typed {
  const secret = editProperties.filter(({ custom }) => custom?.['kind'] === 'password');
  const kept = Object.entries(params).filter(
    ([name]) => !secret.some(({ propertyPath }) => propertyPath === name),
  );
  return { params: Object.fromEntries(kept) as RecordJSON['params'], populated };
}
