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
  /** what its contribution names: all of them are needed */
  readonly permissions?: readonly PermissionName[];
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
        ...needs(permissionFor(value.permissions, action, method)),
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
      ...needs(permissionFor(value.permissions, 'search', method)),
    })),
  '/admin/api/resources/:resourceId/records/:recordId/:action': (house, { method }) =>
    house.resources.flatMap(({ value }) => [
      ...RECORD_ACTIONS.map((action) => ({
        method,
        path: `/admin/api/resources/${value.model}/records/{${value.model}}/${action}`,
        ...needs(permissionFor(value.permissions, action, method)),
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
      permissions: [value.permission],
    })),
  '/admin/x/host/bulk/:model/:action': (house, { method }) =>
    house.resources.flatMap(({ value: { model } }) =>
      ['bulkDelete', ...namesOf(house, model, 'bulk')].map((action) => ({
        method,
        path: `/admin/x/host/bulk/${model}/${action}`,
        ...(method === 'POST' ? { body: { all: { filters: {}, q: '', expected: 1 }, input: {} } } : {}),
      })),
    ),
  '/admin/resources/{*rest}': (house, { method }) =>
    house.resources.flatMap(({ value: { model, permissions } }) =>
      ['', '/actions/new', `/records/{${model}}/show`, `/records/{${model}}/edit`].map((rest) => ({
        method,
        path: `/admin/resources/${model}${rest}`,
        ...(rest === '' ? { permissions: [permissions.read] } : {}),
      })),
    ),
  // The API finds its operations by itself.
  '/api/v1': (house) => [
    { method: 'GET', path: '/api/v1/openapi.json' },
    ...house.operations.map(({ value: { method, path, permission } }) => ({
      method,
      path: withPlaces(`/api/v1${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
      ...(method === 'GET' ? {} : { body: {} }),
      permissions: [permission],
    })),
  ],
  '/admin/pages/{*rest}': (house, { method }) => [
    ...house.pages.map(({ plugin, value }) => ({
      method,
      path: `/admin/pages/${plugin}-${value.name}`,
      permissions: [value.permission],
    })),
    ...HOST_PAGES.map(({ name, permission }) => ({
      method,
      path: `/admin/pages/${name}`,
      permissions: [permission],
    })),
  ],
};

function expand(door: ExpressDoor, house: AssembledHouse): readonly Door[] {
  const expansion = EXPANSIONS[door.path];
  if (expansion) return expansion(house, door);
  const place = /:(?:model|entity|resource|resourceId)\b/.exec(door.path)?.[0];
  if (!place) return [described(house, door, withPlaces(door.path))];
  // What hangs on a record hangs on an invoice here.
  const hangsOn = /:(?!model|entity|resource|id|recordId)\w+|\/views\/:model\/:id/.test(door.path)
    ? ['Invoice']
    : null;
  return house.resources
    .filter(({ value }) => hangsOn?.includes(value.model) ?? true)
    .map(({ value: { model, permissions } }) => {
      const path = withPlaces(door.path.replace(place, model)).replace(
        /:(?:recordId|id|entityId)\b/,
        `{${model}}`,
      );
      return described(house, door, path, permissions.read);
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
  [/\/reports\/runs\/:\w+/, '/reports/runs/{ReportRun}'],
  [/\/report-runs\/:\w+/, '/report-runs/{ReportRun}'],
  [/\/schedules\/:\w+/, '/schedules/{ReportSchedule}'],
  [/\/reports\/:\w+/, '/reports/{Report}'],
  [/\/revisions\/:\w+/, '/revisions/1'],
  [/\/dashboards\/:\w+/, '/dashboards/{Dashboard}'],
  [/\/transactions\/:\w+/, '/transactions/{BankTransaction}'],
  [/\/settlements\/:\w+/, '/settlements/{BankSettlement}'],
  [/\/reconciliation\/rules\/:\w+/, '/reconciliation/rules/{BankRule}'],
  [/\/reconciliation\/runs\/:\w+/, '/reconciliation/runs/{ReconciliationRun}'],
  [/\/reconciliation\/accounts\/:\w+/, '/reconciliation/accounts/{BankAccount}'],
  [/\/reconciliation\/statements\/:\w+/, '/reconciliation/statements/{BankStatement}'],
  [/\/claims\/:\w+/, '/claims/{PaymentClaim}'],
  [/\/payment-claims\/:\w+/, '/payment-claims/{PaymentClaim}'],
  [/\/disputes\/:\w+/, '/disputes/{InvoiceDispute}'],
  [/\/copies\/:\w+/, '/copies/{BackupCopy}'],
  [/\/drills\/:\w+/, '/drills/{BackupDrill}'],
  [/\/places\/:\w+/, '/places/{BackupDestination}'],
  [/\/plans\/:\w+/, '/plans/{BackupPlan}'],
  [/\/restorations\/:\w+/, '/restorations/{RestoreRequest}'],
  [/\/backups\/:\w+/, '/backups/{BackupRun}'],
  [/\/retention\/runs\/:\w+/, '/retention/runs/{RetentionRun}'],
  [/\/retention\/:dataClass/, '/retention/notifications.messages'],
  [/\/exports\/:\w+/, '/exports/{SubjectExport}'],
  [/\/erasures\/:\w+/, '/erasures/{Erasure}'],
  [/\/years\/:\w+/, '/years/2019'],
  [/\/webhook\/:\w+/, '/webhook/{text}'],
  [/\/unsubscribe\/:\w+/, '/unsubscribe/{text}'],
  [/\/bounces\/:\w+/, '/bounces/{text}'],
  [/\/ladder\/:ladder/, '/ladder/{ReminderLadder}'],
  [/\/imports\/uploads\/:kind/, '/imports/uploads/invoices'],
  [/\/comments\/:\w+/, '/comments/{Comment}'],
  [/\/preferences\/:\w+/, '/preferences/{text}'],
  [/\/views\/(\w+)\/:\w+/, '/views/$1/{SavedView}'],
  [/\/link\/:\w+/, '/link/{text}'],
  [/\/my-api-keys\/:\w+/, '/my-api-keys/{ApiKey}'],
  [/\/bulk-runs\/:\w+/, '/bulk-runs/{Job}'],
  [/\/host\/audit\/:\w+/, '/host/audit/{AuditEntry}'],
  [/\/host\/trash\/:\w+/, '/host/trash/{TrashEntry}'],
  [/\/user-permissions\/:\w+/, '/user-permissions/{User}'],
  [/\/assets\/:digest\/:name/, '/assets/{text}/swagger-ui.css'],
  [/\/panel\/:file/, '/panel/{text}'],
];

const withPlaces = (path: string): string =>
  PLACES.reduce((text, [place, name]) => text.replace(place, name), path);

function described(house: AssembledHouse, door: ExpressDoor, path: string, read?: PermissionName): Door {
  const { method } = door;
  const route = house.routes.find(
    ({ plugin, value }) => value.method === method && `/admin/x/${plugin}${value.path}` === door.path,
  );
  return {
    ...{ method, path },
    ...(method === 'GET' ? {} : { body: {} }),
    ...(route ? needs(route.value.permission, read) : {}),
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

/** What is only read is not there for a POST. */
function permissionFor(permissions: Permissions, action: string, method: string): PermissionName | undefined {
  if (action === 'new') return permissions.create;
  if (action === 'edit') return permissions.update;
  if (action === 'delete' || action === 'bulkDelete') return permissions.remove;
  return method === 'GET' ? permissions.read : undefined;
}

function needs(...permissions: readonly (PermissionName | undefined)[]): Pick<Door, 'permissions'> {
  const named = permissions.filter((permission) => permission !== undefined);
  return named.length === 0 ? {} : { permissions: named };
}
