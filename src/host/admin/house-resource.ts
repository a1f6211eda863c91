import {
  BaseProperty,
  BaseRecord,
  BaseResource,
  type ActionDecorator,
  type CurrentAdmin,
  type PropertyType,
  type RecordJSON,
} from './adminjs.js';
import { lean } from './lean-json.js';
import type { PanelField } from './panel-field.js';
import { readerOf, type PanelReader } from './panel-reader.js';
import { PanelRefusal } from './panel-refusal.js';
import { scopeFor, shownTo, type PanelEntry, type PanelRegistry } from './panel-registry.js';
import { paramsFor, paramsOf, titleOf } from './record-params.js';
import type { RawRecord } from './record-reads.js';
import { createRecord, removeRecords, updateRecord } from './record-writes.js';
import type { Form } from './form-values.js';

/** AdminJS's view of a model: rows come through the reader's scope, whichever door they are asked at. */
export class HouseResource extends BaseResource {
  readonly #properties: readonly HouseProperty[];

  constructor(
    readonly entry: PanelEntry,
    readonly registry: PanelRegistry,
  ) {
    super(entry.resource);
    const visible = entry.resource.fields.filter((field) => field.visible);
    this.#properties = visible.map(
      (field, position) => new HouseProperty(field, field === entry.resource.idField, position, registry),
    );
  }

  static override isAdapterFor(): boolean {
    return false;
  }

  override databaseName(): string {
    return this.entry.resource.plugin;
  }

  override databaseType(): string {
    return 'Database';
  }

  override id(): string {
    return this.entry.resource.model.name;
  }

  override properties(): BaseProperty[] {
    return [...this.#properties];
  }

  override property(path: string): BaseProperty | null {
    return this.#properties.find((property) => property.path() === path) ?? null;
  }

  override async findOne(id: string, context?: unknown): Promise<BaseRecord | null> {
    const [record] = await this.findMany([id], context);
    return record ?? null;
  }

  override async findMany(ids: (string | number)[], context?: unknown): Promise<BaseRecord[]> {
    const wanted = ids.slice(0, 500).map(String);
    const rows = await this.entry.reads.byIds(
      this.registry.database,
      scopeFor(this.entry, readerOf(context)),
      wanted,
    );
    const byId = new Map(rows.map((row) => [String(row[this.entry.resource.idField.name]), row]));
    return wanted.flatMap((id) => {
      const row = byId.get(id);
      return row ? [this.recordOf(row)] : [];
    });
  }

  override async create(params: Form, context?: unknown): Promise<Record<string, unknown>> {
    return this.#paramsOf(await createRecord(this.registry, this.entry, this.#writer(context), params));
  }

  override async update(id: string, params: Form, context?: unknown): Promise<Record<string, unknown>> {
    return this.#paramsOf(await updateRecord(this.registry, this.entry, this.#writer(context), id, params));
  }

  override async delete(id: string, context?: unknown): Promise<void> {
    await removeRecords(this.registry, this.entry, this.#writer(context), [id]);
  }

  recordOf(row: RawRecord): HouseRecord {
    return new HouseRecord(row, this);
  }

  #writer(context: unknown): PanelReader {
    const reader = readerOf(context);
    if (reader) return reader;
    throw new PanelRefusal({ code: 'forbidden' }, 403);
  }

  #paramsOf(row: RawRecord): Record<string, unknown> {
    return { ...paramsOf(this.entry.resource, row) };
  }
}

/** A row as AdminJS hands it about. The row itself stays here: only `toJSON` tells the browser anything. */
export class HouseRecord extends BaseRecord {
  readonly #raw: RawRecord;
  readonly #resource: HouseResource;

  constructor(raw: RawRecord, resource: HouseResource) {
    super({ ...paramsOf(resource.entry.resource, raw) }, resource);
    this.#raw = raw;
    this.#resource = resource;
  }

  get raw(): RawRecord {
    return this.#raw;
  }

  override id(): string {
    return String(this.#raw[this.#resource.entry.resource.idField.name]);
  }

  override title(): string {
    return titleOf(this.#resource.entry.resource, this.#raw, (field) => field.permission === null);
  }

  override toJSON(currentAdmin?: CurrentAdmin): RecordJSON {
    const reader = readerOf({ currentAdmin });
    const decorated = this.#resource.decorate();
    const { entry, registry } = this.#resource;
    return {
      ...this.#shell(reader),
      params: paramsFor(entry.resource, this.#raw, shownTo(registry, reader)),
      populated: Object.fromEntries(
        Object.entries(this.populated).map(([path, record]) => [path, referenceJson(record, currentAdmin)]),
      ),
      baseError: this.baseError,
      errors: this.errors,
      recordActions: decorated.recordActions(this, currentAdmin).map(buttonJson),
      bulkActions: decorated.bulkActions(this, currentAdmin).map(buttonJson),
    } as RecordJSON;
  }

  /** As another record's page names it: a title, and whether it may be opened. */
  asReference(currentAdmin?: CurrentAdmin): RecordJSON {
    const reader = readerOf({ currentAdmin });
    const isOpen = reader?.may(this.#resource.entry.resource.contribution.permissions.read) ?? false;
    return {
      ...this.#shell(reader),
      params: {},
      populated: {},
      baseError: null,
      errors: {},
      recordActions: isOpen ? [{ name: 'show' }] : [],
      bulkActions: [],
    } as unknown as RecordJSON;
  }

  #shell(reader: PanelReader | null): { readonly id: string; readonly title: string } {
    const shown = shownTo(this.#resource.registry, reader);
    return { id: this.id(), title: titleOf(this.#resource.entry.resource, this.#raw, shown) };
  }
}

function referenceJson(record: BaseRecord | null | undefined, currentAdmin?: CurrentAdmin): unknown {
  return record instanceof HouseRecord ? record.asReference(currentAdmin) : null;
}

const buttons = new WeakMap<ActionDecorator, object>();

/** Twenty-five rows repeat their buttons: each is described once. */
function buttonJson(action: ActionDecorator): object {
  const known = buttons.get(action);
  if (known) return known;
  const json = lean(action.toJSON());
  buttons.set(action, json);
  return json;
}

class HouseProperty extends BaseProperty {
  readonly #field: PanelField;
  readonly #registry: PanelRegistry;

  constructor(field: PanelField, isId: boolean, position: number, registry: PanelRegistry) {
    super({ path: field.name, type: typeOf(field), isId, isSortable: !field.sealed, position });
    this.#field = field;
    this.#registry = registry;
  }

  override reference(): string | null {
    const model = this.#field.reference;
    return model !== null && this.#registry.entry(model) ? model : null;
  }

  override type(): PropertyType {
    return this.reference() === null ? typeOf(this.#field) : 'reference';
  }

  override isTitle(): boolean {
    return false;
  }

  override isVisible(): boolean {
    return true;
  }

  override isEditable(): boolean {
    return this.#field.writable !== 'never';
  }

  override isRequired(): boolean {
    return this.#field.required && this.#field.store !== 'boolean';
  }
}

/** BIGINT is a string to AdminJS: its own `number` would go through a float. */
function typeOf(field: PanelField): PropertyType {
  if (field.kind === 'longtext') return 'textarea';
  if (field.kind === 'rate') return 'string';
  switch (field.store) {
    case 'boolean':
    case 'date':
    case 'datetime':
      return field.store;
    case 'integer':
      return 'number';
    default:
      return 'string';
  }
}
