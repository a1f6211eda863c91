import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '../../../src/kernel/permissions.js';
import { openFullHouse, type FullHouse } from '../../access/full-house.js';

interface Property {
  readonly name: string;
  readonly custom: {
    readonly kind: string;
    readonly options?: readonly { readonly value: string; readonly label: string }[];
  };
}

interface JobResource {
  readonly id: string;
  readonly titleProperty: Property;
  readonly listProperties: readonly Property[];
  readonly filterProperties: readonly Property[];
}

describe('What runs in the house', () => {
  let house: FullHouse;
  beforeAll(async () => {
    house = await openFullHouse();
  }, 300_000);
  afterAll(() => house.close());

  const get = async (path: string): Promise<string> =>
    (await fetch(house.address + path, { headers: house.walker('operator').headers })).text();
  const read = async (language: string): Promise<void> => {
    const { status } = await fetch(`${house.address}/admin/x/host/language`, {
      method: 'POST',
      headers: {
        ...house.walker('operator').headers,
        'content-type': 'application/json',
        'sec-fetch-site': 'same-origin',
      },
      body: JSON.stringify({ language }),
    });
    expect(status).toBe(204);
  };
  const jobResource = async (): Promise<JobResource> => {
    const [, state = '{}'] =
      /window\.REDUX_STATE = (.*?); window\./.exec(await get('/admin/resources/Job')) ?? [];
    const { resources } = JSON.parse(state) as { resources: readonly JobResource[] };
    return resources.find(({ id }) => id === 'Job')!;
  };
  const labelOf = (properties: readonly Property[], name: string, value: string): string | undefined =>
    properties
      .find((property) => property.name === name)
      ?.custom.options?.find((option) => option.value === value)?.label;

  it.each([...LANGUAGES])('has a name in words: every job and every check (%s)', (language) => {
    const { jobs, healthChecks } = house.served.open.house;
    expect(jobs.length).toBeGreaterThan(8);
    expect(healthChecks.length).toBeGreaterThan(5);
    const textsOf = (plugin: string) =>
      JSON.parse(readFileSync(`locales/${language}/${plugin}.json`, 'utf8')) as {
        jobs?: Record<string, unknown>;
        health?: Record<string, unknown>;
      };
    const unnamed = [
      ...jobs.filter(({ plugin, value }) => !textsOf(plugin).jobs?.[value.name.slice(plugin.length + 1)]),
      ...healthChecks.filter(({ plugin, value }) => !textsOf(plugin).health?.[value.name]),
    ];
    expect(unnamed.map(({ plugin, value }) => `${plugin}: ${value.name}`)).toEqual([]);
  });

  it.each([
    ['en', 'Check a file before it is imported', 'It took longer than it may.'],
    ['uk', 'Перевірка файлу перед імпортом', 'Виконання тривало довше, ніж дозволено.'],
    ['ru', 'Проверка файла перед импортом', 'Выполнение длилось дольше, чем разрешено.'],
  ])('is shown, filtered and explained in the words of the reader (%s)', async (language, name, error) => {
    await read(language);
    const { listProperties, filterProperties, titleProperty } = await jobResource();
    for (const properties of [listProperties, filterProperties, [titleProperty]])
      expect(labelOf(properties, 'name', 'imports.check-file')).toBe(name);
    expect(filterProperties.find((property) => property.name === 'name')?.custom.kind).toBe('select');
    expect(labelOf(listProperties, 'name', 'host.errors')).toBeUndefined();
    expect(labelOf(listProperties, 'error', 'timed-out')).toBe(error);
    expect(listProperties.find((property) => property.name === 'error')?.custom.kind).toBe('longtext');
  });

  it('puts daily work before what keeps the house, in the menu and on the home page', async () => {
    const [, state = '{}'] = /window\.REDUX_STATE = (.*?); window\./.exec(await get('/admin')) ?? [];
    const { navigation, widgets } = (
      JSON.parse(state) as {
        session: { house: { navigation: { plugin: string }[]; widgets: { id: string }[] } };
      }
    ).session.house;
    const keeps = new Map(house.served.open.house.plugins.map(({ name, upkeep }) => [name, upkeep ?? false]));
    for (const named of [
      navigation.map(({ plugin }) => plugin),
      widgets.map(({ id }) => id.split('.')[0]!),
    ]) {
      const [first, ...kept] = named.slice(named.findIndex((name) => keeps.get(name)));
      expect(keeps.get(first!)).toBe(true);
      for (const name of kept) expect([name, keeps.get(name) || name === 'host']).toEqual([name, true]);
    }
    expect(navigation.at(-1)?.plugin).toBe('host');
  });

  it.each([
    ['en', 'Audit trail'],
    ['uk', 'Журнал дій'],
    ['ru', 'Журнал действий'],
  ])('says on the page of health what was looked at (%s)', async (language, title) => {
    await read(language);
    const { checks } = JSON.parse(await get('/admin/x/host/health')) as {
      checks: readonly { name: string; title: string }[];
    };
    expect(checks.find(({ name }) => name === 'audit')?.title).toBe(title);
    for (const check of checks) expect(check.title).not.toMatch(/·|health\./);
  });
});
