import type { ActionResponse, RecordJSON } from 'adminjs';
import { changesOfRecord, fetchJson, useLive } from '../../../../panel-kit/index.js';

interface OpenRecord {
  readonly resource: { readonly id: string };
  readonly action: { readonly name: string };
  readonly record?: RecordJSON;
  readonly actionPerformed?: (response: ActionResponse) => void;
}

/** Keeps the page of a record up to date. A form is left alone: what somebody types there is theirs. */
export function useLiveRecord({ resource, action, record, actionPerformed }: OpenRecord): void {
  const id = action.name === 'show' ? record?.id : undefined;
  const isThis = changesOfRecord(resource.id, id ?? '');
  useLive(isThis, () => {
    if (id === undefined) return;
    const door = `/admin/api/resources/${encodeURIComponent(resource.id)}/records/${encodeURIComponent(id)}/show`;
    fetchJson<ActionResponse>(door).then(
      (answer) => actionPerformed?.(answer),
      // What stands on the screen stays; the next thing that the reader does says what is wrong.
      () => undefined,
    );
  });
}
