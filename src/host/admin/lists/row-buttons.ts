import type { PanelReader } from '../panel-reader.js';
import type { PanelResource } from '../panel-resource.js';
import type { RawRecord } from '../record-reads.js';

interface Button {
  readonly name: string;
}

export interface RowButtons {
  readonly recordActions: readonly Button[];
  readonly bulkActions: readonly Button[];
}

/** What a reader may do with the rows of a list, by name alone: each button is described once, with the resource. */
export function rowButtons(
  { contribution, actions }: PanelResource,
  reader: PanelReader,
): (row: RawRecord) => RowButtons {
  const { update, remove } = contribution.permissions;
  const may = (permission: string | undefined): boolean => permission !== undefined && reader.may(permission);
  const open = actions.filter((action) => reader.may(action.permission));
  const named = (on: 'record' | 'bulk') => {
    const here = open.filter((action) => action.on === on);
    return [...new Set(here.map(({ name }) => name))].map((name) => ({
      button: { name },
      available: here.filter((action) => action.name === name).map((action) => action.available),
    }));
  };
  const [record, bulk] = [named('record'), named('bulk')];
  const fixed = [
    { name: 'show' },
    ...(may(update) ? [{ name: 'edit' }] : []),
    ...(may(remove) ? [{ name: 'delete' }] : []),
  ];
  const fixedBulk = may(remove) ? [{ name: 'bulkDelete' }] : [];
  const fitting = (buttons: ReturnType<typeof named>, row: RawRecord): readonly Button[] =>
    buttons
      .filter(({ available }) => available.some((fits) => fits?.(row) ?? true))
      .map(({ button }) => button);
  return (row) => ({
    recordActions: [...fixed, ...fitting(record, row)],
    bulkActions: [...fixedBulk, ...fitting(bulk, row)],
  });
}
