import type {
  Action,
  ActionContext,
  ActionResponse,
  AdminJSOptions,
  PropertyOptions,
  ResourceOptions,
} from './adminjs.js';
import type { AdminAction } from '../../kernel/contributions.js';
import type { AssembledHouse } from '../../kernel/lifecycle.js';
import { componentKey } from './component-key.js';
import { HOST_PAGES, hostPageComponent } from './host-pages.js';
import { HouseRecord, HouseResource } from './house-resource.js';
import type { PanelActions } from './panel-actions.js';
import type { PanelField } from './panel-field.js';
import { readerOf } from './panel-reader.js';
import type { PanelEntry, PanelRegistry } from './panel-registry.js';
import type { PanelResource } from './panel-resource.js';

type ActionOptions = Partial<Action<ActionResponse>>;

/** The address of a plugin's page below /admin/pages. */
export function pageName(plugin: string, page: string): string {
  return `${plugin}-${page}`;
}

export function panelOptions(
  house: AssembledHouse,
  registry: PanelRegistry,
  actions: PanelActions,
): AdminJSOptions {
  const pages = house.pages.map(({ plugin, value }) => [
    pageName(plugin, value.name),
    { component: componentKey(value.component), ...(value.icon ? { icon: value.icon } : {}) },
  ]);
  return {
    rootPath: '/admin',
    loginPath: '/admin/login',
    logoutPath: '/admin/logout',
    dashboard: { component: 'HouseDashboard' },
    resources: registry.entries.map((entry) => ({
      resource: new HouseResource(entry, registry),
      options: resourceOptions(entry, registry, actions),
    })),
    pages: {
      ...(Object.fromEntries(pages) as NonNullable<AdminJSOptions['pages']>),
      ...Object.fromEntries(
        HOST_PAGES.map(({ name, icon }) => [name, { component: hostPageComponent(name), icon }]),
      ),
    },
  };
}

function resourceOptions(entry: PanelEntry, registry: PanelRegistry, actions: PanelActions): ResourceOptions {
  const { resource } = entry;
  const { contribution } = resource;
  const isSeen = (name: string): boolean => resource.field(name)?.visible ?? false;
  const related = (contribution.related ?? []).filter(({ model }) => registry.entry(model) !== null);
  return {
    navigation: { name: resource.plugin, icon: contribution.icon ?? 'Folder' },
    titleProperty: resource.titleField.name,
    listProperties: contribution.listFields.filter(isSeen),
    showProperties: [
      ...(contribution.showFields ?? contribution.listFields).filter(isSeen),
      ...(related.length > 0 ? ['related'] : []),
    ],
    editProperties: (contribution.editFields ?? []).filter(
      (name) => resource.field(name)?.writable !== 'never',
    ),
    filterProperties: (contribution.filterFields ?? contribution.listFields).filter(
      (name) => isSeen(name) && resource.field(name)?.filterable,
    ),
    sort: {
      sortBy: contribution.sort?.by ?? resource.titleField.name,
      direction: contribution.sort?.direction ?? 'asc',
    },
    properties: {
      ...Object.fromEntries(
        resource.fields.filter((field) => field.visible).map((field) => [field.name, propertyOptions(field)]),
      ),
      ...(related.length > 0
        ? {
            related: {
              type: 'mixed',
              isVisible: { list: false, show: true, edit: false, filter: false },
              components: { show: 'HouseRelated' },
              custom: { related },
            },
          }
        : {}),
    },
    actions: { ...ownActions(resource, actions), ...pluginActions(resource) },
  };
}

function propertyOptions(field: PanelField): PropertyOptions {
  return {
    isVisible: { list: true, show: true, edit: field.writable !== 'never', filter: field.filterable },
    ...(field.options ? { availableValues: field.options.map((value) => ({ value, label: value })) } : {}),
    ...(field.kind === null ? {} : { components: HOUSE_COMPONENTS }),
    custom: {
      // A figure with places, as a quantity is: how many there are is the server's to know.
      kind: field.kind === 'exchange-rate' ? 'quantity' : field.kind,
      currencyField: field.currency?.param ?? null,
      options: field.options,
      nullable: field.nullable,
      ...(field.sealed ? { sealed: true } : {}),
      onCreateOnly: field.writable === 'on-create',
      default: field.default,
    },
  };
}

const HOUSE_COMPONENTS = {
  list: 'HouseListValue',
  show: 'HouseShowValue',
  edit: 'HouseEditValue',
};

function ownActions({ contribution }: PanelResource, actions: PanelActions): Record<string, ActionOptions> {
  const { read, create, update, remove } = contribution.permissions;
  return {
    list: { isAccessible: may(read), handler: actions.list },
    search: { isAccessible: may(read), handler: actions.search },
    show: { isAccessible: may(read), handler: actions.show },
    new: { isAccessible: may(create), handler: actions.create },
    edit: { isAccessible: may(update), handler: actions.edit },
    delete: { isAccessible: may(remove), handler: actions.remove, custom: { toTrash: true } },
    bulkDelete: { isAccessible: may(remove), handler: actions.bulkRemove, custom: { toTrash: true } },
  } as Record<string, ActionOptions>;
}

/** A door that the plugin does not name does not exist. */
function may(permission: string | undefined) {
  return (context: ActionContext): boolean =>
    permission !== undefined && (readerOf(context)?.may(permission) ?? false);
}

/** A plugin's action is a button here; what it does goes through its own door (action-door). One name may be several buttons. */
function pluginActions(resource: PanelResource): Record<string, ActionOptions> {
  const names = [...new Set(resource.actions.map(({ name }) => name))];
  return Object.fromEntries(
    names.map((name) => [
      name,
      pluginAction(
        resource,
        resource.actions.filter((action) => action.name === name),
      ),
    ]),
  );
}

function pluginAction(resource: PanelResource, buttons: readonly AdminAction[]): ActionOptions {
  const icon = buttons.find((button) => button.icon)?.icon;
  const danger = buttons.some((button) => button.danger);
  const isResource = buttons.some((button) => button.on === 'resource');
  return {
    actionType: buttons.map(({ on }) => on),
    component: 'HouseAction',
    ...(icon ? { icon } : {}),
    variant: danger ? 'danger' : isResource ? 'primary' : 'default',
    isAccessible: (context: ActionContext) =>
      buttons.some((button) => may(button.permission)(context) && isAvailable(button, context)),
    handler: showOnly,
    custom: {
      plugin: resource.plugin,
      on: buttons.map(({ on }) => on),
      danger,
      confirm: buttons.some((button) => button.confirm),
      typed: buttons.some((button) => button.typed),
      hasForm: buttons.some((button) => (button.form?.length ?? 0) > 0),
    },
  } as unknown as ActionOptions;
}

function isAvailable(action: AdminAction, { record }: ActionContext): boolean {
  return !(record instanceof HouseRecord) || (action.available?.(record.raw) ?? true);
}

/** AdminJS loads the record of a record's page through the action itself. */
function showOnly(
  _request: unknown,
  _response: unknown,
  context: ActionContext,
): Promise<Record<string, unknown>> {
  const { currentAdmin, record, records } = context;
  return Promise.resolve({
    record: record?.toJSON(currentAdmin) ?? {
      params: {},
      populated: {},
      errors: {},
      recordActions: [],
      bulkActions: [],
      id: '',
      title: '',
    },
    records: records?.map((one) => one.toJSON(currentAdmin)) ?? [],
  });
}
