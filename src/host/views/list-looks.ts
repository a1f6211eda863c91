import type { PanelField } from '../admin/panel-field.js';
import type { PanelReader } from '../admin/panel-reader.js';
import type { PanelEntry } from '../admin/panel-registry.js';
import { lookLeftFor, saysNothing, type ListLook } from '../admin/lists/list-ask.js';
import type { Database } from '../../kernel/ports.js';
import { readRemembered } from './look-schema.js';
import { readPreference } from './preferences.js';
import { findViewFor } from './saved-views.js';

/** Where the panel remembers how a reader wants a list. */
export const listPreference = (model: string): string => `list.${model}`;

/** What an address does not say about a list is what its reader chose last; what it says always wins. */
export interface ListLookKeeper {
  lookFor(
    entry: PanelEntry,
    reader: PanelReader,
    shown: (field: PanelField) => boolean,
    asked: ListLook,
    query: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly look: ListLook; readonly view?: string }>;
}

export function makeListLooks(database: Database): ListLookKeeper {
  return {
    async lookFor({ resource }, reader, shown, asked, query) {
      const { userId } = reader.actor;
      if (userId === null || isWhole(asked)) return { look: asked };
      const model = resource.model.name;
      const kept = readRemembered(await readPreference(database, userId, listPreference(model)));
      const { defaultView, ...remembered } = kept;
      const { look: own } = lookLeftFor(resource, shown, remembered);
      const isFresh = saysNothing(asked) && !('view' in query) && !('page' in query);
      const view = isFresh && defaultView ? await findViewFor(database, reader, model, defaultView) : null;
      if (!view) return { look: { ...own, ...asked } };
      return { look: { ...own, ...lookLeftFor(resource, shown, view.look).look }, view: view.id };
    },
  };
}

function isWhole({ sortBy, columns, perPage }: ListLook): boolean {
  return sortBy !== undefined && columns !== undefined && perPage !== undefined;
}
