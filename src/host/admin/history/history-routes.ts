import type { Request, Router } from 'express';
import { queryText, type Json } from '../panel-requests.js';
import type { Means } from './changes.js';
import { makeHistoryDoor } from './history-door.js';

export function mountHistory(router: Router, means: Means, json: Json): void {
  const history = makeHistoryDoor(means);
  router.get(
    '/x/host/records/:model/:id/history',
    json((reader, request) =>
      history.ofRecord(reader, part(request, 'model'), part(request, 'id'), queryText(request, 'before')),
    ),
  );
  router.get(
    '/x/host/audit/:id',
    json((reader, request) => history.entry(reader, part(request, 'id'))),
  );
}

function part(request: Request, name: string): string {
  const value: unknown = request.params[name];
  return typeof value === 'string' ? value : '';
}
