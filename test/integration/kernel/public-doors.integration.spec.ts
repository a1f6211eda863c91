import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import express from 'express';
import supertest from 'supertest';
import { publicDoors } from '../../../src/host/http/public-doors.js';
import type { PublicDoor, PublicRequest } from '../../../src/kernel/contributions.js';
import { serveTestHouse, type ServedTestHouse } from './a-served-house.js';

const seen: PublicRequest[] = [];
const guard = 'nothing: this is a specification';
const doors: readonly PublicDoor[] = [
  {
    method: 'POST',
    path: '/hook/:place',
    guard,
    maxBytes: 1024,
    async handle(request) {
      seen.push(request);
      const { language, params, query, body } = request;
      return { json: { language, params, query, bytes: body.length } };
    },
  },
  {
    method: 'GET',
    path: '/gone',
    guard,
    handle: async () => ({ status: 410, refusal: { code: 'not-found' } }),
  },
  {
    method: 'GET',
    path: '/page',
    guard,
    handle: async () => ({ body: '<form method="post"></form>', contentType: 'text/html; charset=utf-8' }),
  },
  {
    method: 'POST',
    path: '/broken',
    guard,
    async handle() {
      throw new Error('SELECT secret FROM inside');
    },
  },
];

let house: ServedTestHouse;

beforeAll(async () => {
  house = await serveTestHouse({
    register(shop) {
      for (const door of doors) shop.door(door);
    },
  });
});
afterAll(() => house.close());

const knock = () => supertest(house.server);

/** Sends `bytes` and then nothing more, and does not end: what is answered was answered without the rest. */
function halfSent(headers: Readonly<Record<string, string>>, bytes: number): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${house.address}/x/shop/hook/a`, { method: 'POST', headers });
    request.once('response', (response) => {
      response.resume();
      response.once('end', () => resolve(response));
    });
    request.once('error', reject);
    request.flushHeaders();
    if (bytes > 0) request.write(Buffer.alloc(bytes));
  });
}

describe('A door without a session', () => {
  it('gives the plugin the bytes as they came, in whatever type, with where they come from', async () => {
    const sent = '{ "ї" : 1 }\n';
    const { body, headers } = await knock()
      .post('/x/shop/hook/left?from=there')
      .set('Content-Type', 'application/json')
      .set('X-Signature', 'abc')
      .set('Origin', 'https://elsewhere.example')
      .set('Sec-Fetch-Site', 'cross-site')
      .send(sent)
      .expect(200);
    expect(body).toEqual({ language: 'en', params: { place: 'left' }, query: { from: 'there' }, bytes: 13 });
    const [request] = seen.splice(0);
    expect(request?.body).toEqual(Buffer.from(sent, 'utf8'));
    expect(request?.headers).toMatchObject({ 'x-signature': 'abc' });
    expect(request?.address).toMatch(/127\.0\.0\.1$/);
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
  });

  it('speaks the language of the browser, whatever a cookie of the login page says', async () => {
    const { body } = await knock()
      .post('/x/shop/hook/a')
      .set('Accept-Language', 'uk')
      .set('Cookie', 'countinghouse_language=ru; __Host-countinghouse_language=ru')
      .expect(200);
    expect(body).toMatchObject({ language: 'uk', bytes: 0 });
    const refused = await knock().get('/x/shop/gone').set('Accept-Language', 'ru').expect(410);
    expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(refused.body).toMatchObject({
      status: 410,
      code: 'not-found',
      detail: expect.stringMatching(/[а-я]/),
    });
  });

  it('answers 413 to a body that says it is too long, without waiting for it', async () => {
    seen.length = 0;
    const response = await halfSent({ 'Content-Length': '1025' }, 0);
    expect(response.statusCode).toBe(413);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(seen).toEqual([]);
  });

  it('answers 413 to a body that turns out to be too long, and reads no further', async () => {
    seen.length = 0;
    const response = await halfSent({ 'Transfer-Encoding': 'chunked' }, 1025);
    expect(response.statusCode).toBe(413);
    expect(response.headers.connection).toBe('close');
    expect(seen).toEqual([]);
    await knock().post('/x/shop/hook/a').send('x'.repeat(1024)).expect(200);
  });

  it('keeps what opens it out of the log', async () => {
    house.logged.length = 0;
    await knock().post('/x/shop/hook/a-secret-of-somebody').expect(200);
    const told = JSON.stringify(house.logged);
    expect(told).toContain('/x/shop/hook/:place');
    expect(told).not.toContain('a-secret-of-somebody');
  });

  it('lets a page hold a form and nothing else', async () => {
    const { headers } = await knock().get('/x/shop/page').expect(200);
    expect(headers['content-security-policy']).toContain('sandbox allow-forms;');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('tells nobody what went wrong inside, and opens only what is a door', async () => {
    const { body } = await knock().post('/x/shop/broken').expect(500);
    expect(JSON.stringify(body)).not.toContain('secret');
    await knock().get('/x/shop/hook/a').expect(404);
    await knock().get('/x/other/page').expect(404);
  });

  it('stays shut for an address that knocks too often', async () => {
    const door = publicDoors({
      ...house.parts,
      spendAllowance: async (account, limit) => {
        spentBy.push(account);
        return { allowed: false, limit, left: 0, resetMs: 30_000 };
      },
    });
    const spentBy: string[] = [];
    const { body, headers } = await supertest(express().use(door)).get('/x/shop/page').expect(429);
    expect(headers['retry-after']).toBe('30');
    expect(body).toMatchObject({ code: 'too-many-requests' });
    expect(spentBy).toEqual([expect.stringMatching(/^door:.*127\.0\.0\.1$/)]);
  });
});
