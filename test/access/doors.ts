// Every door of the house: those that Express has, and where one of them stands for many (an action of any resource, a page of any
// plugin), each of those that the plugins contributed.
import type { Express } from 'express';
import type { AssembledHouse } from '../../src/kernel/lifecycle.js';
import type { PermissionName } from '../../src/kernel/permissions.js';
import { HOST_PAGES } from '../../src/host/admin/host-pages.js';
import { expressDoors, type ExpressDoor } from './express-doors.js';

export interface Door {
  readonly method: string;
  /** with `{Model}` where the id of a record of that model goes, and `{text}` where any text does */
  readonly path: string;
  /** JSON, with the same places */
  readonly body?: unknown;
  /** what its contribution names */
  readonly permission?: PermissionName;
}

export const nameOf = ({ method, path }: Door): string => `${method.padEnd(6)} ${path}`;

export function doorsOf(app: Express, house: AssembledHouse): readonly Door[] {
  const doors = expressDoors(app).flatMap((door) => expand(door, house));
  return [...new Map(doors.map((door) => [nameOf(door), door])).values()];
}

const RECORD_ACTIONS = ['show', 'edit', 'delete'];
const RESOURCE_ACTIONS = ['list', 'search', 'new'];

type Expansion = (house: AssembledHouse, door: ExpressDoor) => readonly Door[];

/** Doors that stand for many. */
const EXPANSIONS: Readonly<Record<string, Expansion>> = {
  '/admin/api/resources/:resourceId/actions/:action': (house, { method }) =>
    house.resources.flatMap(({ value }) => [
      ...RESOURCE_ACTIONS.map((action) => ({
        method,
        path: `/admin/api/resources/${value.model}/actions/${action}`,
        ...needs(permissionFor(value.permissions, action)),
      })),
      ...namesOf(house, value.model, 'resource').map((action) => ({
        method,
        path: `/admin/api/resources/${value.model}/actions/${action}`,
      })),
    ]),
  '/admin/api/resources/:resourceId/actions/:action/:query': (house, { method }) =>
    house.resources.map(({ value }) => ({
      method,
      path: `/admin/api/resources/${value.model}/actions/search/{text}`,
      permission: value.permissions.read,
    })),
  '/admin/api/resources/:resourceId/records/:recordId/:action': (house, { method }) =>
    house.resources.flatMap(({ value }) => [
      ...RECORD_ACTIONS.map((action) => ({
        method,
        path: `/admin/api/resources/${value.model}/records/{${value.model}}/${action}`,
        ...needs(permissionFor(value.permissions, action)),
      })),
      ...namesOf(house, value.model, 'record').map((action) => ({
        method,
        path: `/admin/api/resources/${value.model}/records/{${value.model}}/${action}`,
      })),
    ]),
  '/admin/api/resources/:resourceId/bulk/:action': (house, { method }) =>
    house.resources.flatMap(({ value }) =>
      ['bulkDelete', ...namesOf(house, value.model, 'bulk')].map((action) => ({
        method,
        path: `/admin/api/resources/${value.model}/bulk/${action}?recordIds={${value.model}}`,
      })),
    ),
  '/admin/x/host/actions/:model/:action': (house, { method }) =>
    house.actions.map(({ value }) => ({
      method,
      path: `/admin/x/host/actions/${value.resource}/${value.name}?ids=${value.on === 'resource' ? '' : `{${value.resource}}`}`,
      ...(method === 'POST'
        ? { body: { ids: value.on === 'resource' ? [] : [`{${value.resource}}`], input: {} } }
        : {}),
      permission: value.permission,
    })),
  '/admin/resources/{*rest}': (house, { method }) =>
    house.resources.flatMap(({ value: { model, permissions } }) =>
      ['', '/actions/new', `/records/{${model}}/show`, `/records/{${model}}/edit`].map((rest) => ({
        method,
        path: `/admin/resources/${model}${rest}`,
        ...(rest === '' ? { permission: permissions.read } : {}),
      })),
    ),
  '/admin/pages/{*rest}': (house, { method }) => [
    ...house.pages.map(({ plugin, value }) => ({
      method,
      path: `/admin/pages/${plugin}-${value.name}`,
      permission: value.permission,
    })),
    ...HOST_PAGES.map(({ name, permission }) => ({ method, path: `/admin/pages/${name}`, permission })),
  ],
};

function expand(door: ExpressDoor, house: AssembledHouse): readonly Door[] {
  const expansion = EXPANSIONS[door.path];
  if (expansion) return expansion(house, door);
  const place = /:(?:model|entity|resource|resourceId)\b/.exec(door.path)?.[0];
  if (!place) return [withPlaces(house, door, door.path)];
  // What hangs on a record hangs on an invoice here.
  const hangsOn = /:(?!model|entity|resource|id|recordId)\w+/.test(door.path) ? ['Invoice'] : null;
  return house.resources
    .filter(({ value }) => hangsOn?.includes(value.model) ?? true)
    .map(({ value: { model } }) => {
      const path = door.path.replace(place, model).replace(/:(?:recordId|id|entityId)\b/, `{${model}}`);
      return withPlaces(house, door, path);
    });
}

/** What stands at a place of an address, by the words around it. */
const PLACES: readonly (readonly [RegExp, string])[] = [
  [/\/invoices\/:\w+/, '/invoices/{Invoice}'],
  [/\/credit-notes\/:\w+/, '/credit-notes/{CreditNote}'],
  [/\/payments\/:\w+/, '/payments/{Payment}'],
  [/\/allocations\/:\w+/, '/allocations/{Allocation}'],
  [/\/products\/:\w+/, '/products/{Product}'],
  [/\/representatives\/:\w+/, '/representatives/{Representative}'],
  [/\/imports\/runs\/:\w+/, '/imports/runs/{ImportRun}'],
  [/\/imports\/uploads\/:kind/, '/imports/uploads/billing.invoices'],
  [/\/comments\/:\w+/, '/comments/{Comment}'],
  [/\/preferences\/:\w+/, '/preferences/{text}'],
  [/\/views\/:\w+/, '/views/{SavedView}'],
  [/\/panel\/:file/, '/panel/{text}'],
];

function withPlaces(house: AssembledHouse, door: ExpressDoor, path: string): Door {
  const filled = PLACES.reduce((text, [place, name]) => text.replace(place, name), path);
  const route = house.routes.find(
    ({ plugin, value }) => value.method === door.method && `/admin/x/${plugin}${value.path}` === door.path,
  );
  return {
    method: door.method,
    path: filled,
    ...(door.method === 'GET' ? {} : { body: {} }),
    ...needs(route?.value.permission),
  };
}

/** Doors of which nobody has said what stands in their addresses. */
export function unfilled(doors: readonly Door[]): readonly string[] {
  return doors.filter(({ path }) => /(?:^|\/):\w+|\{\*\w+\}/.test(path)).map(nameOf);
}

function namesOf(house: AssembledHouse, model: string, on: string): readonly string[] {
  return house.actions
    .filter(({ value }) => value.resource === model && value.on === on)
    .map(({ value }) => value.name);
}

interface Permissions {
  readonly read: PermissionName;
  readonly create?: PermissionName;
  readonly update?: PermissionName;
  readonly remove?: PermissionName;
}

function permissionFor(permissions: Permissions, action: string): PermissionName | undefined {
  if (action === 'new') return permissions.create;
  if (action === 'edit') return permissions.update;
  if (action === 'delete' || action === 'bulkDelete') return permissions.remove;
  return permissions.read;
}

function needs(permission: PermissionName | undefined): { readonly permission?: PermissionName } {
  return permission === undefined ? {} : { permission };
}
