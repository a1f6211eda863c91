import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openFullHouse, PASSWORD, type FullHouse } from '../access/full-house.js';
import { BARE_LOGIN, openBareAdminJs, type BareAdminJs } from './bare-adminjs.js';

// Each attack is made twice: on AdminJS as it is shipped, where it works, and on the house, where it does not.

let bare: BareAdminJs;
let house: FullHouse;

beforeAll(async () => {
  bare = await openBareAdminJs();
  house = await openFullHouse();
}, 120_000);
afterAll(async () => {
  await bare?.close();
  await house?.close();
});

const EVIL = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
const cookieIn = (answer: Response): string => (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
const form = (values: Record<string, string>) => new URLSearchParams(values);

function knock(address: string, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(address + path, { redirect: 'manual', ...init });
}

async function bareCookie(): Promise<string> {
  const answer = await knock(bare.address, '/admin/login', { method: 'POST', body: form(BARE_LOGIN) });
  return cookieIn(answer);
}

const asOperator = (headers: Record<string, string> = {}) => ({
  ...house.walker('operator').headers,
  ...headers,
});

describe('session fixation: a cookie from before the login becomes that of the victim', () => {
  it('works on AdminJS', async () => {
    const planted = cookieIn(await knock(bare.address, '/admin/login'));
    await knock(bare.address, '/admin/login', {
      method: 'POST',
      headers: { cookie: planted },
      body: form(BARE_LOGIN),
    });
    const list = await knock(bare.address, '/admin/api/resources/Account/actions/list', {
      headers: { cookie: planted },
    });
    expect(list.status).toBe(200);
  });

  it('does not work here', async () => {
    const planted = 'countinghouse-session=planted-by-somebody-else-planted-by-somebod';
    const answer = await knock(house.address, '/admin/login', {
      method: 'POST',
      headers: { cookie: planted, 'sec-fetch-site': 'same-origin' },
      body: form({ email: 'admin@house.test', password: PASSWORD }),
    });
    expect(answer.status).toBe(303);
    expect(cookieIn(answer)).not.toBe(planted);
    const list = await knock(house.address, '/admin/x/host/home', { headers: { cookie: planted } });
    expect(list.status).toBe(401);
  });
});

describe('a page of somebody else’s that writes, and that logs out', () => {
  it('works on AdminJS', async () => {
    const cookie = await bareCookie();
    const written = await knock(bare.address, '/admin/api/resources/Account/records/account-101/edit', {
      ...{ method: 'POST', headers: { cookie, ...EVIL }, body: form({ name: 'written by evil.example' }) },
    });
    expect(written.status).toBe(200);
    expect(bare.rows.get('account-101')?.['name']).toBe('written by evil.example');
    await knock(bare.address, '/admin/logout', { headers: { cookie, ...EVIL } });
    const list = await knock(bare.address, '/admin/api/resources/Account/actions/list', {
      headers: { cookie },
    });
    expect(list.status).toBe(302);
  });

  it('does not work here', async () => {
    const id = String(house.a.get('Representative')?.['id']);
    const before = house.rows.dump();
    const path = `/admin/api/resources/Representative/records/${id}/edit`;
    const body = form({ name: 'written by evil.example', version: '1' });
    for (const headers of [EVIL, { origin: 'null' }, { 'sec-fetch-site': 'same-site' }, {}]) {
      const written = await knock(house.address, path, {
        ...{ method: 'POST', headers: asOperator(headers as Record<string, string>), body },
      });
      expect([headers, written.status]).toEqual([headers, 403]);
    }
    for (const address of ['/admin/logout', '/admin/login/enrol', '/admin/login/second-factor'])
      await knock(house.address, address, { headers: asOperator() });
    expect(house.rows.dump().get('representative')).toEqual(before.get('representative'));
    expect((await knock(house.address, '/admin/x/host/home', { headers: asOperator() })).status).toBe(200);
  });
});

describe('fields that no form shows, filled in by hand', () => {
  it('are written by AdminJS', async () => {
    const cookie = await bareCookie();
    await knock(bare.address, '/admin/api/resources/Account/records/account-100/edit', {
      ...{ method: 'POST', headers: { cookie }, body: form({ secret: 'taken over', locked: 'yes' }) },
    });
    expect(bare.rows.get('account-100')).toMatchObject({ secret: 'taken over', locked: 'yes' });
  });

  it('are not read here', async () => {
    const rep = house.a.get('Representative') ?? {};
    const answer = await knock(
      house.address,
      `/admin/api/resources/Representative/records/${String(rep['id'])}/edit`,
      {
        method: 'POST',
        headers: asOperator({ 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }),
        body: JSON.stringify({
          name: 'Named anew',
          currency: 'JPY',
          createdAt: '2000-01-01',
          id: 'x',
          version: '1',
        }),
      },
    );
    expect(answer.status).toBe(200);
    const row = house.rows
      .dump()
      .get('representative')
      ?.find(({ id }) => id === rep['id']);
    expect(row).toMatchObject({ name: 'Named anew', currency: 'EUR', id: rep['id'] });
    expect(JSON.stringify(row?.['created_at'], (_key, value: unknown) => String(value))).not.toContain(
      '2000',
    );
  });
});

describe('columns that are hidden', () => {
  it('leave AdminJS in its lists, tell themselves to filters and orders, and a search gives as many rows as are asked for', async () => {
    const headers = { cookie: await bareCookie() };
    const ask = async (path: string) =>
      (await (
        await knock(bare.address, `/admin/api/resources/Account/actions/${path}`, { headers })
      ).json()) as {
        readonly records: readonly { readonly params: Record<string, string> }[];
      };
    expect((await ask('list')).records[0]?.params['secret']).toMatch(/^secret-/);
    expect((await ask('list?filters.secret=secret-7')).records.map(({ params }) => params['name'])).toEqual([
      'Account 7',
    ]);
    expect((await ask('list?sortBy=secret')).records[0]?.params['name']).toBe('Account 0');
    expect((await ask('search/?perPage=100000')).records.length).toBeGreaterThan(100);
  });

  it('stay here', async () => {
    const { headers } = house.walker('admin');
    const ask = (path: string) =>
      knock(house.address, `/admin/api/resources/User/actions/${path}`, { headers });
    const list = await ask('list');
    expect(list.status).toBe(200);
    expect(await list.text()).not.toMatch(/argon2|passwordHash/);
    for (const query of ['filters.passwordHash=x', 'filters.passwordHash~~from=%24', 'sortBy=passwordHash'])
      expect([query, (await ask(`list?${query}`)).status]).toEqual([query, 400]);
    const found = (await (await ask('search/argon2?searchProperty=passwordHash&perPage=100000')).json()) as {
      readonly records: readonly unknown[];
    };
    expect(found.records).toEqual([]);
    const page = (await (await ask('list?perPage=100000')).json()) as {
      readonly meta: { readonly perPage: number };
    };
    expect(page.meta.perPage).toBeLessThanOrEqual(200);
  });
});

describe('fifty guesses at a password', () => {
  const guess = (address: string, email: string) => (_: unknown, count: number) =>
    knock(address, '/admin/login', {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
      body: form({ email, password: `guess number ${count}` }),
    });

  it('are all answered by AdminJS', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, guess(bare.address, BARE_LOGIN.email)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await bareCookie()).length).toBeGreaterThan(0);
  });

  it('end here after ten', async () => {
    const answers: number[] = [];
    for (let count = 0; count < 50; count += 1)
      answers.push((await guess(house.address, 'manager@house.test')(null, count)).status);
    expect(answers.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
    expect(answers.at(-1)).toBe(429);
  });
});

describe('a file from somebody who is not signed in', () => {
  const upload = (address: string, path: string): Promise<Response> => {
    const body = new FormData();
    body.append('file', new Blob(['x'.repeat(100_000)]), 'left-behind.bin');
    return knock(address, path, { method: 'POST', body, headers: { 'sec-fetch-site': 'same-origin' } });
  };

  it('is left on the disk by AdminJS', async () => {
    await upload(bare.address, '/admin/api/resources/Account/actions/new');
    expect(readdirSync(bare.uploads)).toHaveLength(1);
  });

  it('is not even read here', async () => {
    const { storage } = house.served.open.configuration;
    const files = () =>
      readdirSync(storage, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const before = files().length;
    for (const path of [
      '/admin/login',
      '/admin/x/imports/uploads/invoices',
      '/admin/api/resources/Representative/actions/new',
      '/api/v1/invoices',
    ])
      expect([path, (await upload(house.address, path)).status >= 400]).toEqual([path, true]);
    expect(files().length).toBe(before);
    expect(readdirSync(join(storage, 'host/uploads'))).toEqual([]);
  });
});

describe('a picture from elsewhere in a text', () => {
  const picture = '<img src="https://evil.example/seen.png"><a href="https://evil.example">here</a>';

  it('is kept by AdminJS as markup, which its page shows', async () => {
    const headers = { cookie: await bareCookie() };
    const path = '/admin/api/resources/Account/records/account-002';
    await knock(bare.address, `${path}/edit`, { method: 'POST', headers, body: form({ note: picture }) });
    const shown = await (await knock(bare.address, `${path}/show`, { headers })).text();
    expect(shown).toContain('evil.example/seen.png');
    const page = await (await knock(bare.address, '/admin', { headers })).text();
    expect(page).toContain('"type":"richtext"');
  });

  it('is words here: no field is markup, and the page loads no picture from elsewhere', async () => {
    const page = await knock(house.address, '/admin', { headers: asOperator({ accept: 'text/html' }) });
    const text = await page.text();
    expect(text).not.toContain('"richtext"');
    expect(text).not.toContain('"markdown"');
    expect(page.headers.get('content-security-policy')).toMatch(/img-src 'self' data: blob:;/);
  });
});

describe('a script in the page', () => {
  it('runs on AdminJS: there is no policy', async () => {
    const page = await knock(bare.address, '/admin', { headers: { cookie: await bareCookie() } });
    expect(page.headers.get('content-security-policy')).toBeNull();
    expect(await page.text()).toMatch(/<script(?![^>]*nonce)[^>]*>\s*(?:window|var|let|const|\/\/)?/);
  });

  it('does not run here without the nonce of that one answer', async () => {
    const ask = () => knock(house.address, '/admin', { headers: asOperator({ accept: 'text/html' }) });
    const pages = [await ask(), await ask()];
    const nonces = pages.map(
      (page) =>
        /script-src 'self' 'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1],
    );
    expect(nonces[0]).toMatch(/^[\w+/]{22}==$/);
    expect(nonces[0]).not.toBe(nonces[1]);
    const policy = pages[0]?.headers.get('content-security-policy') ?? '';
    expect(/script-src [^;]*/.exec(policy)?.[0]).not.toMatch(/unsafe|https?:|\*/);
    const scripts = (await pages[0]?.text())?.match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((script) => !script.includes(`nonce="${nonces[0]}"`))).toEqual([]);
  });
});
