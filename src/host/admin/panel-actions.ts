import { populator, type ActionContext, type ActionRequest, type BaseRecord } from './adminjs.js';
import type { Undo } from '../../kernel/contributions.js';
import type { Translator } from '../../kernel/ports.js';
import { HouseRecord, HouseResource } from './house-resource.js';
import type { Form } from './form-values.js';
import { readerOf, type PanelReader } from './panel-reader.js';
import { FormRefusal, PanelRefusal } from './panel-refusal.js';
import { removeRecords } from './record-writes.js';
import { staleSave } from './stale-save.js';
import { refusalsInWords } from './refusals-in-words.js';
import type { Sentences } from './sentences.js';

/** What the panel's own buttons do. Who may is checked at the door (mount-admin), and again by the resource. */
export interface PanelActions {
  list: Handler;
  search: Handler;
  show: Handler;
  create: Handler;
  edit: Handler;
  remove: Handler;
  bulkRemove: Handler;
}

type Handler = (
  request: ActionRequest,
  response: unknown,
  context: ActionContext,
) => Promise<Record<string, unknown>>;

const CHOICES = 50;

export function makePanelActions(translator: Translator, sentences: Sentences): PanelActions {
  const notice = (type: 'success' | 'error', message: string) => ({ notice: { type, message } });
  const done = (reader: PanelReader, what: string, count = 1) =>
    notice('success', translator.text(reader.language, `host:panel.${what}`, { count }));

  /** The door of lists answers before AdminJS is asked (lists/list-door). */
  const list: Handler = () => Promise.reject(new PanelRefusal({ code: 'action-unknown' }, 404));

  const search: Handler = async (request, _response, context) => {
    const resource = houseResource(context);
    const text = String((request.params as { query?: string }).query ?? '');
    const reader = reading(context);
    const rows = await resource.entry.reads.search(
      resource.registry.database,
      await resource.registry.reach(resource.entry, reader),
      text,
      CHOICES,
    );
    return { records: rows.map((row) => resource.recordOf(row).asReference(context.currentAdmin)) };
  };

  const show: Handler = async (_request, _response, context) => {
    const json = recordIn(context).toJSON(context.currentAdmin);
    const { resource } = houseResource(context).entry;
    return {
      record: { ...json, params: refusalsInWords(sentences, resource, json.params, reading(context)) },
    };
  };

  const create: Handler = async (request, _response, context) => {
    const resource = houseResource(context);
    const reader = reading(context);
    const form = formOf(request);
    try {
      const params = await resource.create(form, context);
      const id = String(params[resource.entry.resource.idField.name]);
      const record = await resource.findOne(id, context);
      return {
        redirectUrl: showUrl(context, id),
        record: record?.toJSON(context.currentAdmin),
        ...done(reader, 'created'),
      };
    } catch (error) {
      return {
        record: {
          params: form,
          populated: {},
          recordActions: [],
          bulkActions: [],
          id: '',
          title: '',
          ...refused(error, reader, resource),
        },
        ...noticeOf(error, reader),
      };
    }
  };

  const edit: Handler = async (request, _response, context) => {
    const record = recordIn(context);
    if (request.method !== 'post') return show(request, _response, context);
    const resource = houseResource(context);
    const reader = reading(context);
    const form = formOf(request);
    try {
      await resource.update(record.id(), form, context);
      const changed = await resource.findOne(record.id(), context);
      const [populated] = changed ? await populator([changed], context) : [];
      return {
        redirectUrl: showUrl(context, record.id()),
        record: (populated ?? record).toJSON(context.currentAdmin),
        ...done(reader, 'updated'),
      };
    } catch (error) {
      const json = record.toJSON(context.currentAdmin);
      const typed = { ...json, params: { ...json.params, ...form }, ...refused(error, reader, resource) };
      const isStale = error instanceof PanelRefusal && error.refusal.code === 'stale-version';
      return {
        record: typed,
        ...(isStale ? { conflict: await staleSave(resource, record, reader, form) } : {}),
        ...noticeOf(error, reader),
      };
    }
  };

  const remove: Handler = async (request, response, context) => {
    const record = recordIn(context);
    if (request.method !== 'post') return show(request, response, context);
    const reader = reading(context);
    const json = record.toJSON(context.currentAdmin);
    try {
      const { registry, entry } = houseResource(context);
      const kept = await removeRecords(registry, entry, reader, [record.id()]);
      return { record: json, redirectUrl: listUrl(context), undo: undoOf(kept), ...done(reader, 'removed') };
    } catch (error) {
      return { record: json, ...noticeOf(error, reader) };
    }
  };

  const bulkRemove: Handler = async (request, _response, context) => {
    const resource = houseResource(context);
    const reader = reading(context);
    const records = (context.records ?? []) as BaseRecord[];
    const json = records.map((record) => record.toJSON(context.currentAdmin));
    if (request.method !== 'post') return { records: json };
    try {
      const kept = await removeRecords(
        resource.registry,
        resource.entry,
        reader,
        records.map((record) => record.id()),
      );
      return {
        records: json,
        redirectUrl: listUrl(context),
        undo: undoOf(kept),
        ...done(reader, 'removed', records.length),
      };
    } catch (error) {
      return { records: json, ...noticeOf(error, reader) };
    }
  };

  const refused = (error: unknown, reader: PanelReader, resource: HouseResource) => {
    const fields = error instanceof FormRefusal ? error.fields : [];
    const errors = fields.map(({ field, refusal }) => [
      field,
      { type: refusal.code, message: sentences.refusal(reader.language, 'host', refusal) },
    ]);
    return {
      baseError: null,
      errors: Object.fromEntries(errors) as Record<string, unknown>,
      resource: resource.id(),
    };
  };

  const noticeOf = (error: unknown, reader: PanelReader) => {
    if (error instanceof FormRefusal)
      return notice(
        'error',
        translator.text(reader.language, 'host:refusals.form', { count: error.fields.length }),
      );
    if (error instanceof PanelRefusal && error.refusal.code !== 'reauthentication-required')
      return notice('error', sentences.refusal(reader.language, error.plugin, error.refusal));
    throw error;
  };

  return { list, search, show, create, edit, remove, bulkRemove };
}

/** What was deleted goes back to where it was. */
function undoOf(ids: readonly string[]): Undo {
  return { href: '/admin/x/host/trash/restore', body: { ids } };
}

function houseResource(context: ActionContext): HouseResource {
  if (context.resource instanceof HouseResource) return context.resource;
  throw new PanelRefusal({ code: 'record-unknown' }, 404);
}

function recordIn(context: ActionContext): HouseRecord {
  if (context.record instanceof HouseRecord) return context.record;
  throw new PanelRefusal({ code: 'record-unknown' }, 404);
}

function reading(context: ActionContext): PanelReader {
  const reader = readerOf(context);
  if (reader) return reader;
  throw new PanelRefusal({ code: 'forbidden' }, 403);
}

function formOf(request: ActionRequest): Form {
  return (request.payload ?? {}) as Form;
}

function showUrl(context: ActionContext, id: string): string {
  return context.h.recordActionUrl({ resourceId: context.resource.id(), recordId: id, actionName: 'show' });
}

function listUrl(context: ActionContext): string {
  return context.h.resourceUrl({ resourceId: context.resource.id() });
}
