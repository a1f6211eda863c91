import {
  type AdminJS,
  populator,
  requestParser,
  ViewHelpers,
  type ActionContext,
  type ActionDecorator,
  type ActionRequest,
} from './adminjs.js';
import type { Request } from 'express';
import { HouseResource } from './house-resource.js';
import type { PanelReader } from './panel-reader.js';
import { PanelRefusal } from './panel-refusal.js';
import { idList, queryText, readForm } from './panel-requests.js';

type Kind = 'resource' | 'record' | 'bulk';

const IS_KIND: Readonly<Record<Kind, (action: ActionDecorator) => boolean>> = {
  resource: (action) => action.isResourceType(),
  record: (action) => action.isRecordType(),
  bulk: (action) => action.isBulkType(),
};

/** One of AdminJS's own API routes, as its front end calls them. */
export interface ApiRoute {
  /** Express's spelling, below /admin */
  readonly path: string;
  readonly kind: Kind;
}

export const API_ROUTES: readonly ApiRoute[] = [
  { path: '/api/resources/:resourceId/actions/:action', kind: 'resource' },
  { path: '/api/resources/:resourceId/actions/:action/:query', kind: 'resource' },
  { path: '/api/resources/:resourceId/records/:recordId/:action', kind: 'record' },
  { path: '/api/resources/:resourceId/bulk/:action', kind: 'bulk' },
];

/**
 * Calls an action of AdminJS. Its own router runs hooks and a body parser before it asks whether the reader may; here the
 * permission comes first, then the body.
 */
export async function callAdminJs(
  admin: AdminJS,
  reader: PanelReader,
  request: Request,
  kind: Kind,
): Promise<unknown> {
  const params = stringsOf(request.params);
  const { resourceId = '', action: name = '' } = params;
  const resource = admin.resources.find((candidate) => candidate.id() === resourceId);
  const actions = resource instanceof HouseResource ? resource.decorate().actions : {};
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action || !IS_KIND[kind](action)) throw new PanelRefusal({ code: 'action-unknown' }, 404);
  if (!action.isAccessible(reader as never)) throw new PanelRefusal({ code: 'forbidden' }, 403);
  const isPost = request.method === 'POST';
  if (isPost && action.toJSON().component === 'HouseAction')
    throw new PanelRefusal({ code: 'action-unknown' }, 404);
  const context = {
    resource,
    action,
    h: new ViewHelpers(admin),
    currentAdmin: reader,
    _admin: admin,
  } as unknown as ActionContext;
  const records = await recordsOf(request, kind, params, context);
  const call = {
    params,
    query: stringsOf(request.query),
    payload: isPost ? await readForm(request) : {},
    method: isPost ? 'post' : 'get',
  } as ActionRequest;
  return action.handler(requestParser(call, context.resource), {}, { ...context, ...records });
}

/** The records that the address names, all of them the reader's to see. */
async function recordsOf(
  request: Request,
  kind: Kind,
  params: Readonly<Record<string, string>>,
  context: ActionContext,
): Promise<Partial<ActionContext>> {
  if (kind === 'resource') return {};
  const ids = kind === 'record' ? [params['recordId'] ?? ''] : idList(queryText(request, 'recordIds'));
  const found = await context.resource.findMany([...ids], context);
  if (ids.length === 0 || found.length !== ids.length)
    throw new PanelRefusal({ code: 'record-unknown' }, 404);
  const records = await populator(found, context);
  return kind === 'record' && records[0] ? { record: records[0] } : { records };
}

function stringsOf(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}
