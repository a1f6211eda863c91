import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { DocumentsUnavailable } from '../../../src/kernel/documents-unavailable.js';
import type { HttpRequest, HttpRoute } from '../../../src/kernel/contributions.js';
import { serveTestHouse, type ServedTestHouse } from './a-served-house.js';

const MIB = 1024 * 1024;
const seen: HttpRequest[] = [];
let produced = 0;
let isStreamClosed = false;
let goneAfter: Promise<string> | undefined;

const echo = async (request: HttpRequest) => {
  seen.push(request);
  return {
    json: { params: request.params, query: request.query, body: request.body, language: request.language },
  };
};
/** Endless: only back-pressure holds it, only the reader's leaving ends it. */
async function* endless() {
  try {
    for (;;) {
      produced += MIB;
      yield Buffer.alloc(MIB);
      await wait(0);
    }
  } finally {
    isStreamClosed = true;
  }
}

const routes: readonly Omit<HttpRoute, 'permission'>[] = [
  { method: 'GET', path: '/things/:id', handle: echo },
  { method: 'POST', path: '/things', handle: echo },
  { method: 'PUT', path: '/things/:id', handle: echo },
  { method: 'DELETE', path: '/things/:id', handle: async () => ({ status: 204, json: null }) },
  { method: 'GET', path: '/refused', handle: async () => ({ refusal: { code: 'not-signed-in' } }) },
  {
    method: 'GET',
    path: '/gone',
    handle: async () => ({ status: 404, refusal: { code: 'user-email-taken', email: '<a@b.cd>' } }),
  },
  { method: 'GET', path: '/elsewhere', handle: async () => ({ redirect: '/admin/x/shop/refused' }) },
  {
    method: 'GET',
    path: '/paper',
    handle: async () => ({
      body: Buffer.from('%PDF-'),
      contentType: 'application/pdf',
      fileName: 'Рахунок №1.pdf',
      inline: true,
    }),
  },
  {
    method: 'GET',
    path: '/markup',
    handle: async () => ({ body: '<script>alert(1)</script>', contentType: 'text/html; charset=utf-8' }),
  },
  {
    method: 'GET',
    path: '/rows',
    handle: async () => ({
      body: Readable.from(['a\n', 'b\n']),
      contentType: 'text/csv',
      fileName: 'rows.csv',
    }),
  },
  {
    method: 'GET',
    path: '/endless',
    handle: async () => ({ body: Readable.from(endless()), contentType: 'application/octet-stream' }),
  },
  {
    method: 'GET',
    path: '/breaks-off',
    handle: async () => ({
      body: Readable.from(
        (async function* () {
          yield 'half';
          await wait(20);
          throw new Error('the disk has gone');
        })(),
      ),
      contentType: 'text/plain',
    }),
  },
  {
    method: 'GET',
    path: '/slow',
    handle: async ({ signal }) => {
      goneAfter = new Promise((resolve) => signal.addEventListener('abort', () => resolve('told')));
      await goneAfter;
      return { json: {} };
    },
  },
  {
    method: 'GET',
    path: '/broken',
    handle: async () => {
      throw new Error('SELECT secret FROM inside');
    },
  },
  {
    method: 'GET',
    path: '/unprintable',
    handle: async () => {
      throw new DocumentsUnavailable('no Chromium', 'apt-get install chromium');
    },
  },
  {
    method: 'POST',
    path: '/files',
    upload: { maxBytes: 2 * MIB },
    handle: async ({ file, body }) => ({
      json: file
        ? {
            name: file.fileName,
            bytes: file.bytes,
            first: readFileSync(file.path, 'latin1').slice(0, 5),
            body,
          }
        : { body },
    }),
  },
];

let house: ServedTestHouse;
let operator: string;
let manager: string;

beforeAll(async () => {
  house = await serveTestHouse({
    permissions: [{ name: 'shop.use', grants: ['operator'] }],
    register: (shop) => {
      for (const route of routes) shop.route({ ...route, permission: 'shop.use' });
    },
  });
  operator = await house.cookieOf('operator');
  manager = await house.cookieOf('manager');
});
afterAll(() => house.close());

const call = (path: string, init: RequestInit & { readonly cookie?: string } = {}): Promise<Response> =>
  fetch(`${house.address}/admin/x/shop${path}`, {
    redirect: 'manual',
    ...init,
    headers: {
      cookie: init.cookie ?? operator,
      origin: house.address,
      ...(init.headers as Record<string, string> | undefined),
    },
  });
const post = (
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> =>
  call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const problem = async (answer: Response) => {
  const { code, detail } = (await answer.json()) as { readonly code: string; readonly detail: string };
  return [answer.status, answer.headers.get('content-type')?.split(';')[0], code, detail];
};

describe('a route of a plugin', () => {
  it('is given the parts of the request and answers JSON', async () => {
    const answer = await call('/things/7?size=big&size=small');
    expect(await answer.json()).toEqual({
      params: { id: '7' },
      query: { size: 'small' },
      body: {},
      language: 'en',
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('is given the JSON of the body', async () => {
    expect(await (await post('/things', { size: 3 })).json()).toMatchObject({ body: { size: 3 } });
  });

  it('may answer nothing, a redirect, or a refusal in the words of its plugin or of the house', async () => {
    expect((await call('/things/7', { method: 'DELETE' })).status).toBe(204);
    expect((await call('/elsewhere')).headers.get('location')).toBe('/admin/x/shop/refused');
    expect(await problem(await call('/refused'))).toEqual([
      422,
      'application/problem+json',
      'not-signed-in',
      'Please sign in first.',
    ]);
    expect(await problem(await call('/gone'))).toEqual([
      404,
      'application/problem+json',
      'user-email-taken',
      'Somebody already signs in with <a@b.cd>.',
    ]);
  });

  it('answers a person who opened its address with the bare sentence', async () => {
    const answer = await call('/refused', { headers: { 'sec-fetch-dest': 'document' } });
    expect([answer.headers.get('content-type'), await answer.text()]).toEqual([
      'text/plain; charset=utf-8',
      'Please sign in first.\n',
    ]);
  });

  it('sends documents under their names, and markup that can do nothing', async () => {
    const paper = await call('/paper');
    expect(paper.headers.get('content-type')).toBe('application/pdf');
    expect(paper.headers.get('content-disposition')).toMatch(/^inline; .*filename\*=UTF-8''%D0%A0/);
    const markup = await call('/markup');
    expect(markup.headers.get('content-security-policy')).toContain('sandbox');
    expect(markup.headers.get('x-content-type-options')).toBe('nosniff');
    const rows = await call('/rows');
    expect([rows.headers.get('content-disposition'), await rows.text()]).toEqual([
      'attachment; filename=rows.csv',
      'a\nb\n',
    ]);
  });
});

describe('the doors before a route', () => {
  it.each([
    ['a stranger', '/things/1', 'GET', { cookie: '' }, 401, 'not-signed-in'],
    ['a stranger with a file', '/files', 'POST', { cookie: '' }, 401, 'not-signed-in'],
    ['somebody without the permission', '/things/1', 'GET', {}, 403, 'not-allowed'],
    ['an address that is not there', '/nowhere', 'GET', {}, 404, 'not-found'],
    ['a method that is not there', '/things/1', 'PATCH', {}, 404, 'not-found'],
  ])('%s is refused', async (_, path, method, rest, status, code) => {
    const cookie = 'cookie' in rest ? '' : code === 'not-allowed' ? manager : operator;
    const answer = await call(path, { method, cookie });
    expect((await problem(answer)).slice(0, 3)).toEqual([status, 'application/problem+json', code]);
  });

  it.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
  ])("a write from somebody else's page is refused: %j", async (headers) => {
    const before = seen.length;
    expect((await problem(await post('/things', {}, headers))).slice(0, 3)).toEqual([
      403,
      'application/problem+json',
      'foreign-origin',
    ]);
    expect(seen.length).toBe(before);
  });

  it('a write from our own page passes', async () => {
    expect(
      (await post('/things', {}, { 'sec-fetch-site': 'same-origin', origin: house.address })).status,
    ).toBe(200);
  });
});

describe('a body that is not what it should be', () => {
  it.each([
    ['broken JSON', '{"a":', 'application/json', 400, 'body-not-json'],
    ['a list', '[1]', 'application/json', 400, 'body-not-object'],
    ['a number', '1', 'application/json', 400, 'body-not-json'],
    ['a form', 'a=1', 'application/x-www-form-urlencoded', 415, 'body-not-json'],
    ['too much', JSON.stringify({ a: 'x'.repeat(MIB) }), 'application/json', 413, 'body-too-large'],
    ['an unknown charset', '{}', 'application/json; charset=klingon', 400, 'request-malformed'],
  ])('%s', async (_, body, type, status, code) => {
    const before = seen.length;
    expect((await problem(await post('/things', body, { 'content-type': type }))).slice(0, 3)).toEqual([
      status,
      'application/problem+json',
      code,
    ]);
    expect(seen.length).toBe(before);
  });

  it('an address with a broken escape', async () => {
    expect((await problem(await call('/things/%E0%A4%A'))).slice(0, 3)).toEqual([
      400,
      'application/problem+json',
      'request-malformed',
    ]);
  });
});

describe('an upload', () => {
  const form = (bytes: number, name = 'file'): FormData => {
    const data = new FormData();
    data.set('kind', 'invoices');
    data.set(name, new Blob([new Uint8Array(bytes).fill(65)]), '../../рахунки.csv');
    return data;
  };
  const upload = (body: BodyInit, headers: Readonly<Record<string, string>> = {}) =>
    call('/files', { method: 'POST', body, headers });

  it('lies on disk while the route looks at it, and not afterwards', async () => {
    expect(await (await upload(form(1000))).json()).toEqual({
      name: 'рахунки.csv',
      bytes: 1000,
      first: 'AAAAA',
      body: { kind: 'invoices' },
    });
    await until(() => house.uploads().length === 0);
  });

  it('may be exactly as large as the limit, and not a byte larger', async () => {
    expect((await upload(form(2 * MIB))).status).toBe(200);
    await until(() => house.uploads().length === 0);
    expect(await problem(await upload(form(2 * MIB + 1)))).toEqual([
      413,
      'application/problem+json',
      'upload-too-large',
      'The file is larger than 2 MB. Nothing of it was kept.',
    ]);
    expect(house.uploads()).toEqual([]);
  });

  it('of 200 MB is refused before it is read', async () => {
    const status = await new Promise((resolve, reject) => {
      const sender = httpRequest(
        `${house.address}/admin/x/shop/files`,
        {
          method: 'POST',
          headers: {
            cookie: operator,
            origin: house.address,
            'content-type': 'multipart/form-data; boundary=x',
            'content-length': 200 * MIB,
          },
        },
        (answer) => {
          resolve(answer.statusCode);
          sender.destroy();
        },
      );
      sender.on('error', reject);
      sender.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nits beginning');
    });
    expect(status).toBe(413);
    expect(house.uploads()).toEqual([]);
  });

  it('without a file leaves it to the route', async () => {
    expect(await (await upload(form(10, 'other'))).json()).toEqual({ body: { kind: 'invoices' } });
  });

  it.each([
    ['JSON', '{}', 'application/json', 415, 'upload-not-multipart'],
    [
      'a form that ends too early',
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf',
      'multipart/form-data; boundary=x',
      400,
      'upload-malformed',
    ],
    ['a form without a boundary', 'x', 'multipart/form-data', 415, 'upload-not-multipart'],
  ])('that is %s is refused', async (_, body, type, status, code) => {
    expect((await problem(await upload(body, { 'content-type': type }))).slice(0, 3)).toEqual([
      status,
      'application/problem+json',
      code,
    ]);
    expect(house.uploads()).toEqual([]);
  });

  it('that breaks off leaves nothing behind', async () => {
    const sender = httpRequest(`${house.address}/admin/x/shop/files`, {
      method: 'POST',
      headers: {
        cookie: operator,
        origin: house.address,
        'content-type': 'multipart/form-data; boundary=x',
        'content-length': MIB,
      },
    });
    sender.on('error', () => undefined);
    sender.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf of it');
    await until(() => house.uploads().length === 1);
    sender.destroy();
    await until(() => house.uploads().length === 0);
  });
});

describe('a reader who goes away', () => {
  it('is told to the route', async () => {
    const leaving = new AbortController();
    const answer = call('/slow', { signal: leaving.signal }).catch(() => undefined);
    await until(() => goneAfter !== undefined);
    leaving.abort();
    await answer;
    expect(await goneAfter).toBe('told');
  });

  it('holds a stream back while it does not read, and ends it by leaving', async () => {
    await new Promise<void>((resolve, reject) => {
      const reader = httpRequest(
        `${house.address}/admin/x/shop/endless`,
        { headers: { cookie: operator } },
        (answer) => {
          answer.pause();
          // What fits into the buffers of two sockets is produced, and no more.
          void wait(300).then(async () => {
            const before = produced;
            await wait(300);
            if (produced - before > MIB) reject(new Error(`it went on: ${produced - before} bytes more`));
            reader.destroy();
            resolve();
          });
        },
      );
      reader.on('error', () => undefined);
      reader.end();
    });
    await until(() => isStreamClosed);
  });
});

describe('what goes wrong inside', () => {
  it('shows a number and nothing of the inside; the log has the rest under that number', async () => {
    const answer = await call('/broken', { headers: { 'x-request-id': 'balancer-0001' } });
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(text).toContain('balancer-0001');
    expect(text).not.toContain('SELECT');
    const failure = house.logged.find(({ message }) => message === 'request failed');
    expect(String(failure?.facts['err'])).toContain('SELECT secret');
    expect(failure?.facts['id']).toBe('balancer-0001');
  });

  it('takes no number that could break a line of the log', async () => {
    const answer = await call('/broken', { headers: { 'x-request-id': 'a b{}' } });
    expect(answer.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
  });

  it('says how to mend a machine that cannot print', async () => {
    expect(await problem(await call('/unprintable'))).toEqual([
      503,
      'application/problem+json',
      'documents-unavailable',
      'Documents cannot be printed on this machine yet: apt-get install chromium.',
    ]);
  });

  it('breaks the connection off when half of the answer is out', async () => {
    const answer = await call('/breaks-off');
    await expect(answer.text()).rejects.toThrow();
  });
});

describe('what monitors ask', () => {
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(house.address + path, { headers });

  it('/healthz and /readyz; a draining house is not ready but lives', async () => {
    expect(await (await get('/healthz')).json()).toEqual({ status: 'live' });
    expect(await (await get('/readyz')).json()).toEqual({ status: 'ready' });
    house.readiness.draining = true;
    const draining = await get('/readyz');
    expect([draining.status, await draining.json()]).toEqual([
      503,
      { status: 'not ready', reason: 'draining' },
    ]);
    expect((await get('/healthz')).status).toBe(200);
    house.readiness.draining = false;
  });

  it('/metrics for this machine and for the token, by pattern and not by address', async () => {
    await call('/things/nobody-elses-business');
    const text = await (await get('/metrics')).text();
    expect(text).toContain('route="/admin/x/shop/things/:id",status="200"');
    expect(text).not.toContain('nobody-elses-business');
    const forwarded = { 'x-forwarded-for': '203.0.113.9' };
    expect((await get('/metrics', forwarded)).status).toBe(403);
    expect((await get('/metrics', { ...forwarded, authorization: 'Bearer a metrics token' })).status).toBe(
      200,
    );
    expect((await get('/metrics', { authorization: 'Bearer wrong' })).status).toBe(403);
  });

  it('every answer forbids what it does not need', async () => {
    const { headers } = await get('/healthz');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    );
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('the log names the path and the user, never the query', async () => {
    await call('/things/1?q=very-private');
    await until(() => house.logged.some(({ facts }) => facts['path'] === '/admin/x/shop/things/1'));
    expect(JSON.stringify(house.logged)).not.toContain('very-private');
  });
});

async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error('it did not come to pass within five seconds');
    await wait(10);
  }
}
