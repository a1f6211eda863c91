import type { Router } from 'express';
import type { Translator } from '../../../kernel/ports.js';
import { queryText, readForm, type Json } from '../panel-requests.js';
import type { PanelRegistry } from '../panel-registry.js';
import { makeTrashDoor } from './trash-door.js';

export function mountTrash(
  router: Router,
  registry: PanelRegistry,
  translator: Translator,
  json: Json,
): void {
  const trash = makeTrashDoor(registry, translator);
  router.get(
    '/x/host/trash',
    json((reader, request) => trash.list(reader, queryText(request, 'before'))),
  );
  router.post(
    '/x/host/trash/restore',
    json(async (reader, request) => trash.restore(reader, idsOf(await readForm(request)))),
  );
  router.post(
    '/x/host/trash/delete',
    json(async (reader, request) => {
      const form = await readForm(request);
      return trash.deleteForGood(reader, idsOf(form), form['typed']);
    }),
  );
}

function idsOf({ ids }: Readonly<Record<string, unknown>>): readonly string[] {
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [];
}
