import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler, Router } from 'express';
import type { AssembledHouse } from '../../../kernel/lifecycle.js';
import { makeListLooks } from '../../views/list-looks.js';
import type { HouseTranslator } from '../../i18n/create-translator.js';
import { makeViewDoors } from '../../views/view-doors.js';
import type { ActionDoor } from '../action-door.js';
import { makeBulkDoors } from '../bulk/bulk-doors.js';
import { readOrder } from '../bulk/bulk-order.js';
import { filtersIn } from '../filters/filter-term.js';
import type { PanelReader } from '../panel-reader.js';
import type { PanelRegistry } from '../panel-registry.js';
import { queryText, readForm } from '../panel-requests.js';
import type { Sentences } from '../sentences.js';
import { exportList } from './export-list.js';
import { answerList } from './list-door.js';

interface Means {
  readonly house: AssembledHouse;
  readonly registry: PanelRegistry;
  readonly translator: HouseTranslator;
  readonly actions: ActionDoor;
  readonly sentences: Sentences;
}

interface Answering {
  readonly json: (answer: (reader: PanelReader, request: Request) => Promise<unknown>) => RequestHandler;
  readonly readerOf: (request: Request) => PanelReader;
}

/** The doors of lists. The first one stands where AdminJS has its own: it is asked before AdminJS is. */
export function mountLists(router: Router, means: Means, { json, readerOf }: Answering): void {
  const { registry } = means;
  const looks = makeListLooks(registry.database);
  router.get(
    '/api/resources/:model/actions/list',
    json((reader, request) => answerList(registry, looks, reader, part(request, 'model'), request.query)),
  );
  router.get('/x/host/export/:model', async (request, response) => {
    const reader = readerOf(request);
    const { fileName, body } = await exportList(
      { ...means, looks },
      reader,
      part(request, 'model'),
      request.query,
    );
    response
      .attachment(fileName)
      .set({ 'Cache-Control': 'no-store', 'Content-Type': 'text/csv; charset=utf-8' });
    await pipeline(body, response);
  });
  mountViews(router, registry, json);
  mountBulk(router, means, json);
}

function mountViews(router: Router, registry: PanelRegistry, json: Answering['json']): void {
  const views = makeViewDoors(registry);
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

function mountBulk(router: Router, means: Means, json: Answering['json']): void {
  const bulk = makeBulkDoors(means);
  router.get(
    '/x/host/bulk/:model/:action',
    json((reader, request) =>
      bulk.view(
        reader,
        part(request, 'model'),
        part(request, 'action'),
        filtersIn(request.query),
        Number(queryText(request, 'expected')) || 0,
      ),
    ),
  );
  router.post(
    '/x/host/bulk/:model/:action',
    json(async (reader, request) => {
      const form = await readForm(request);
      const order = readOrder(part(request, 'model'), part(request, 'action'), form);
      return bulk.run(reader, order, form['typed']);
    }),
  );
  router.get(
    '/x/host/bulk-runs/:id',
    json((reader, request) => bulk.progress(reader, part(request, 'id'))),
  );
}

function part(request: Request, name: string): string {
  const value: unknown = request.params[name];
  return typeof value === 'string' ? value : '';
}
