import type { ActionJSON, RecordJSON, ResourceJSON } from 'adminjs';
import type { ListMeta } from '../../lists/list-door.js';

/** What a list sends (src/host/admin/README.md): buttons by name, nothing that is empty. */
export interface ListAnswer {
  readonly records: readonly ListRow[];
  readonly meta: ListMeta;
}

interface ListRow {
  readonly id: string;
  readonly title: string;
  readonly params: RecordJSON['params'];
  readonly populated: Readonly<Record<string, Named>>;
  readonly recordActions: readonly Button[];
  readonly bulkActions: readonly Button[];
}

interface Named {
  readonly title: string;
  readonly opens: boolean;
}

interface Button {
  readonly name: string;
}

/** A row as AdminJS's parts take it: its buttons are described with the resource. */
export function recordOf(resource: ResourceJSON, row: ListRow): RecordJSON {
  const described = (buttons: readonly Button[]): ActionJSON[] =>
    buttons.flatMap(({ name }) => resource.actions.find((action) => action.name === name) ?? []);
  return {
    ...row,
    populated: Object.fromEntries(
      Object.entries(row.populated).map(([field, named]) => [field, referenceOf(row.params[field], named)]),
    ),
    baseError: null,
    errors: {},
    recordActions: described(row.recordActions),
    bulkActions: described(row.bulkActions),
  };
}

function referenceOf(id: unknown, { title, opens }: Named): RecordJSON {
  return {
    id: String(id),
    title,
    ...{ params: {}, populated: {}, errors: {}, baseError: null, bulkActions: [] },
    recordActions: opens ? [{ name: 'show' } as ActionJSON] : [],
  };
}
