import { z } from 'zod';
import type { Result, Refusal } from '../../values/result.js';
import { enterList } from '../admin/lists/list-door.js';
import { lookLeftFor, termsFor, type ListLook } from '../admin/lists/list-ask.js';
import type { PanelReader } from '../admin/panel-reader.js';
import { PanelRefusal } from '../admin/panel-refusal.js';
import { shownTo, type PanelEntry, type PanelRegistry } from '../admin/panel-registry.js';
import { lookSchema, readRemembered } from './look-schema.js';
import { listPreference } from './list-looks.js';
import { readPreference } from './preferences.js';
import { changeView, removeView, saveView, SHARE_VIEWS, viewsFor } from './saved-views.js';

type Json = Readonly<Record<string, unknown>>;

/** The menu of views on a list. */
export interface ViewDoors {
  list(reader: PanelReader, model: string): Promise<Json>;
  save(reader: PanelReader, model: string, form: Json): Promise<Json>;
  change(reader: PanelReader, model: string, id: string, form: Json): Promise<Json>;
  remove(reader: PanelReader, model: string, id: string): Promise<Json>;
}

const draftSchema = z.object({
  name: z.string().trim().min(1).max(120),
  look: lookSchema,
  shared: z.boolean().default(false),
});
const changeSchema = draftSchema
  .partial()
  .extend({ shared: z.boolean().optional(), version: z.number().int() });

export function makeViewDoors(registry: PanelRegistry): ViewDoors {
  const { database, clock } = registry;

  /** A view keeps what its maker could ask for, and nothing else. */
  const check = (entry: PanelEntry, reader: PanelReader, look: ListLook | undefined): void => {
    if (look) termsFor(entry.resource, shownTo(registry, reader), look);
  };
  return {
    async list(reader, model) {
      const entry = enterList(registry, reader, model);
      const shown = shownTo(registry, reader);
      const { userId } = reader.actor;
      const remembered = readRemembered(
        userId === null ? null : await readPreference(database, userId, listPreference(model)),
      );
      const views = await viewsFor(database, reader, model);
      return {
        views: views.map(({ look: kept, ...view }) => {
          const { look, dropped } = lookLeftFor(entry.resource, shown, kept);
          // A field that this reader is not told of has no name here either.
          return { ...view, look, dropped: dropped.length };
        }),
        defaultView: remembered.defaultView ?? null,
        mayShare: reader.may(SHARE_VIEWS),
      };
    },
    async save(reader, model, form) {
      const entry = enterList(registry, reader, model);
      const draft = parse(draftSchema, form);
      check(entry, reader, draft.look as ListLook);
      const { name, look, shared } = draft;
      return opened(
        await saveView({ database, clock }, reader, model, { name, look: look as ListLook, shared }),
      );
    },
    async change(reader, model, id, form) {
      const entry = enterList(registry, reader, model);
      const { version, ...change } = parse(changeSchema, form);
      check(entry, reader, change.look as ListLook | undefined);
      return opened(
        await changeView(
          { database, clock },
          reader,
          { id, version },
          change as Parameters<typeof changeView>[3],
        ),
      );
    },
    async remove(reader, model, id) {
      enterList(registry, reader, model);
      return opened(await removeView(database, reader, id));
    },
  };
}

function parse<Value>(schema: z.ZodType<Value>, form: Json): Value {
  const parsed = schema.safeParse(form);
  if (parsed.success) return parsed.data;
  throw new PanelRefusal({ code: 'view-incomplete' }, 422);
}

function opened(outcome: Result<{ readonly id: string }, Refusal>): Json {
  if (outcome.ok) return outcome.value;
  throw new PanelRefusal(outcome.error, outcome.error.code === 'view-unknown' ? 404 : 422);
}
