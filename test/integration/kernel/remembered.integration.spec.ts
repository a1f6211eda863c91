import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineOperation } from '../../../src/kernel/contributions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Remembered } from '../../../src/kernel/ports.js';
import { ok } from '../../../src/values/result.js';
import { admin } from '../../harness/house.js';
import { serveTestHouse, type ServedTestHouse } from './a-served-house.js';

let sold = 1;
let shop: PluginContext | undefined;

const figures = (context: PluginContext): Promise<Remembered<{ readonly sold: number }>> => {
  shop = context;
  return context.cache.remember({ key: 'sold', tags: ['Sale'] }, async () => ({ sold }));
};

let house: ServedTestHouse;
let cookie: string;
beforeAll(async () => {
  house = await serveTestHouse({
    permissions: [{ name: 'shop.use', grants: ['operator'] }],
    register: (plugin) => {
      plugin.route({
        method: 'GET',
        path: '/figures',
        permission: 'shop.use',
        handle: async ({ context }) => {
          const { value, etag } = await figures(context);
          return { json: value, etag };
        },
      });
      plugin.operation(
        defineOperation({
          name: 'shop.figures',
          method: 'GET',
          path: '/figures',
          permission: 'shop.use',
          summary: 'What was sold',
          remembered: true,
          answer: { status: 200, schema: z.object({ sold: z.int() }) },
          handle: async ({ context }) => ok(await figures(context)),
        }),
      );
    },
  });
  cookie = await house.cookieOf('operator');
});
afterAll(() => house.close());

describe.each(['/admin/x/shop/figures', '/api/v1/figures'])('an answer that is remembered (%s)', (path) => {
  const ask = (headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
    fetch(house.address + path, { headers: { cookie, ...headers } });

  it('is sent once to who keeps it, until it says something else', async () => {
    const first = await ask();
    const etag = first.headers.get('etag') ?? '';
    expect([first.status, await first.json()]).toEqual([200, { sold }]);
    expect(etag).toMatch(/^"[\w-]{32}"$/);
    expect(first.headers.get('cache-control')).toBe('private, no-cache');

    for (const known of [etag, `W/${etag}`, `"another", ${etag}`, '*']) {
      const again = await ask({ 'if-none-match': known });
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    }
    expect((await ask({ 'if-none-match': '"another"' })).status).toBe(200);

    sold += 1;
    await shop?.database.transaction((tx) =>
      tx.audit({ actor: admin, action: 'shop.sell', entity: 'Sale', entityId: '1' }),
    );
    const changed = await ask({ 'if-none-match': etag });
    expect([changed.status, await changed.json()]).toEqual([200, { sold }]);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });

  it('is not told to strangers, whatever they keep', async () => {
    const etag = (await ask()).headers.get('etag') ?? '';
    const stranger = await ask({ cookie: '', 'if-none-match': etag });
    expect([stranger.status, stranger.headers.get('cache-control')]).toEqual([401, 'no-store']);
    expect(stranger.headers.get('etag')).not.toBe(etag);
  });
});

describe('the document of the API', () => {
  it('says which answers can be kept', async () => {
    const document = (await (
      await fetch(`${house.address}/api/v1/openapi.json`, { headers: { cookie } })
    ).json()) as {
      readonly paths: Record<
        string,
        Record<string, { parameters: object[]; responses: Record<string, object> }>
      >;
    };
    const { parameters, responses } = document.paths['/figures']!['get']!;
    expect(parameters).toMatchObject([{ name: 'If-None-Match', in: 'header' }]);
    expect(responses['200']).toMatchObject({ headers: { ETag: { schema: { type: 'string' } } } });
    expect(responses['304']).toEqual({ description: 'The answer named by If-None-Match is still right.' });
  });
});
