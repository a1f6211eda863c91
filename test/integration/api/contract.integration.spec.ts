import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import type { HostTables } from '../../../generated/tables/host.js';
import { queriesOf } from '../../../src/query/queries.js';
import { forEachDialect, type TestDatabase } from '../../harness/database.js';
import { aDraft, openApiHouse, type ApiHouse } from './api-house.js';
import {
  shapedRequests,
  spoiledRequests,
  type ApiDocument,
  type GeneratedRequest,
  type Operation,
} from './generated-requests.js';

const RUNS = 8;

interface Told {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
}

forEachDialect('the API keeps to its document', (_dialect, open) => {
  let database: TestDatabase;
  let house: ApiHouse;
  let server: Server;
  let address: string;
  let document: ApiDocument;
  let schemas: Ajv2020;
  const keys: Record<string, string | null> = { nobody: null };
  let ids: string[];

  beforeAll(async () => {
    database = await open();
    house = await openApiHouse(database);
    await allowManyRequests(database);
    for (const role of ['admin', 'operator', 'manager', 'representative'] as const)
      keys[role] = await house.keyOf(role);
    keys['no scopes'] = await house.keyOf('operator', ['billing.geo.read']);
    const api = house.api(keys['operator']!);
    const draft = await api.post('/invoices', aDraft(house.rows.repA)).expect(201);
    const paid = await api
      .post('/payments', {
        representativeId: house.rows.repA,
        amount: { amount: '5.00', currency: 'EUR' },
        method: 'cash',
        allocate: true,
      })
      .expect(201);
    const { invoicesA, invoicesB, repA, repB, product, officeA } = house.rows;
    ids = [
      draft.body.id,
      paid.body.id,
      paid.body.allocations[0].id,
      ...invoicesA,
      ...invoicesB,
      repA,
      repB,
      product,
      officeA,
    ];
    server = createServer(house.app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
    document = (await (await ask('/openapi.json', {}, keys['operator']!)).json()) as ApiDocument;
    schemas = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));
    schemas.addSchema(document, 'api');
  }, 60_000);
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await database.close();
  });

  const ask = (url: string, init: RequestInit, key: string | null): Promise<Response> =>
    fetch(address + url, {
      ...init,
      headers: {
        ...(init.headers as Record<string, string>),
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      },
    });

  const tell = async (method: string, request: GeneratedRequest, key: string | null): Promise<Told> => {
    const hasBody = request.body !== undefined;
    const answer = await ask(
      request.url,
      {
        method: method.toUpperCase(),
        headers: { ...request.headers, ...(hasBody ? { 'content-type': 'application/json' } : {}) },
        ...(hasBody ? { body: request.body! } : {}),
      },
      key,
    );
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
  };

  const operations = (): readonly { path: string; method: string; operation: Operation }[] =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );

  const schemaOf = (path: string, method: string, status: number, type: string): ValidateFunction => {
    const place = ['paths', path, method, 'responses', status, 'content', type, 'schema']
      .map((step) => encodeURIComponent(String(step).replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/');
    const known = schemas.getSchema(`api#/${place}`);
    if (!known) throw new Error(`${method} ${path} answered ${status} ${type}, which is not in the document`);
    return known;
  };

  const mustFit = (
    path: string,
    method: string,
    operation: Operation,
    request: GeneratedRequest,
    told: Told,
  ): void => {
    const said = `${method} ${request.url} ${request.body ?? ''} → ${told.status} ${told.text.slice(0, 600)}`;
    if (told.status >= 500 || !(told.status in operation.responses)) throw new Error(said);
    if (told.status === 204 || told.status === 304) return expect(told.text).toBe('');
    const validate = schemaOf(path, method, told.status, told.type ?? '');
    if (!validate(JSON.parse(told.text))) throw new Error(`${said}\n${schemas.errorsText(validate.errors)}`);
  };

  it('is an OpenAPI 3.1 document whose every schema compiles and whose every reference leads somewhere', () => {
    expect(document.openapi).toBe('3.1.0');
    for (const name of Object.keys(document.components.schemas))
      expect(schemas.getSchema(`api#/components/schemas/${name}`)).toBeDefined();
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => to!);
    expect(references.length).toBeGreaterThan(20);
    for (const to of references) expect(schemas.getSchema(`api${to}`)).toBeDefined();
    const names = operations().map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it('names every operation of the house and no other', () => {
    const documented = operations().map(
      ({ path, method, operation }) => `${operation.operationId} ${method.toUpperCase()} ${path}`,
    );
    const offered = house.house.operations.map(({ value }) => `${value.name} ${value.method} ${value.path}`);
    expect(documented.sort()).toEqual(offered.sort());
  });

  for (const caller of ['nobody', 'no scopes', 'representative', 'manager', 'operator', 'admin']) {
    it(`answers ${caller} as it says, whatever is asked`, async () => {
      const done = new Set<string>();
      for (const { path, method, operation } of operations()) {
        const all = fc.oneof(
          { weight: 2, arbitrary: shapedRequests(document, path, operation, { ids }) },
          { weight: 1, arbitrary: spoiledRequests(path, operation, { ids }) },
        );
        await fc.assert(
          fc.asyncProperty(all, async (request) => {
            const told = await tell(method, request, keys[caller]!);
            mustFit(path, method, operation, request, told);
            if (told.status < 300) done.add(operation.operationId);
            if (caller === 'nobody') expect(told.status).toBe(401);
            if (caller === 'no scopes') expect(told.status).toBe(403);
          }),
          { numRuns: caller === 'operator' ? 4 * RUNS : RUNS },
        );
      }
      // The requests reach what they are made for: most operations are carried out by those who may.
      if (caller === 'operator') expect(done.size).toBeGreaterThan(operations().length / 3);
    }, 240_000);
  }

  it('answers what is outside the document with 404, and another method with 405 and Allow', async () => {
    expect((await ask('/secrets', {}, keys['operator']!)).status).toBe(404);
    expect((await ask('/invoices/', {}, keys['operator']!)).status).toBe(404);
    const refused = await ask('/ageing', { method: 'DELETE' }, keys['operator']!);
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
    const offered = await ask('/invoices', { method: 'OPTIONS' }, null);
    expect([offered.status, offered.headers.get('allow')]).toEqual([204, 'GET, POST, HEAD, OPTIONS']);
    expect(offered.headers.get('access-control-allow-origin')).toBeNull();
    const head = await ask('/invoices', { method: 'HEAD' }, keys['operator']!);
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});

async function allowManyRequests(database: TestDatabase): Promise<void> {
  await queriesOf<HostTables>(database.port.queries)
    .insertInto('setting')
    .values({
      plugin: 'host',
      name: 'apiRequestsPerMinute',
      value: '1000000',
      secret: false,
      updated_at: new Date(),
      updated_by: null,
    })
    .execute();
}
