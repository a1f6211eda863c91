import type { Request, RequestHandler, Router } from 'express';
import { makeListLooks } from '../../views/list-looks.js';
import { makeViewDoors } from '../../views/view-doors.js';
import type { PanelReader } from '../panel-reader.js';
import type { PanelRegistry } from '../panel-registry.js';
import { readForm } from '../panel-requests.js';
import { answerList } from './list-door.js';

type Answer = (reader: PanelReader, request: Request) => Promise<unknown>;
type Json = (answer: Answer) => RequestHandler;

/** The doors of lists. The first one stands where AdminJS has its own: it is asked before AdminJS is. */
export function mountLists(router: Router, registry: PanelRegistry, json: Json): void {
  const looks = makeListLooks(registry.database);
  const views = makeViewDoors(registry);
  router.get(
    '/api/resources/:model/actions/list',
    json((reader, request) => answerList(registry, looks, reader, part(request, 'model'), request.query)),
  );
  router.get(
    '/x/host/views/:model',
    json((reader, request) => views.list(reader, part(request, 'model'))),
  );
  router.post(
    '/x/host/views/:model',
    json(async (reader, request) => views.save(reader, part(request, 'model'), await readForm(request))),
  );
  router.put(
    '/x/host/views/:model/:id',
    json(async (reader, request) =>
      views.change(reader, part(request, 'model'), part(request, 'id'), await readForm(request)),
    ),
  );
  router.delete(
    '/x/host/views/:model/:id',
    json((reader, request) => views.remove(reader, part(request, 'model'), part(request, 'id'))),
  );
}

function part(request: Request, name: string): string {
  const value: unknown = request.params[name];
  return typeof value === 'string' ? value : '';
}
