import type { ActionJSON, RecordJSON, ResourceJSON } from 'adminjs';

/** What a list sends (src/host/admin/README.md): buttons by name, nothing that is empty. */
export interface ListAnswer {
  readonly records: readonly ListRow[];
  readonly meta: ListMeta;
}

export interface ListMeta {
  readonly total: number;
  /** `10,000+` where nobody counted further */
  readonly totalText: string;
  readonly page: number;
  readonly perPage: number;
  readonly sortBy: string;
  readonly direction: 'asc' | 'desc';
  readonly columns: readonly string[];
  readonly next?: string;
  readonly previous?: string;
  /** of the view that this list began with */
  readonly view?: string;
  readonly filters?: Readonly<Record<string, string>>;
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
