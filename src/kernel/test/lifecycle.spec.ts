import { describe, expect, it } from '@jest/globals';
import { defineExtensionPoint, defineService } from '../contributions.js';
import type { Plugin } from '../plugin.js';
import { aHouse, anActor, aPlugin, bareScheduled } from './a-house.js';

const ALL = ['web', 'worker', 'bot'] as const;
const fails = async () => {
  throw new Error('the network is down');
};

describe('start and stop', () => {
  it('start in order, stop in reverse, in the roles that a plugin names', async () => {
    const said: string[] = [];
    const speaks = (name: string, rest: Partial<Plugin> = {}) =>
      aPlugin(name, undefined, {
        start: async () => void said.push(`+${name}`),
        stop: async () => void said.push(`-${name}`),
        ...rest,
      });
    const house = aHouse(
      speaks('c', { requires: ['b'] }),
      speaks('b', { requires: ['a'] }),
      speaks('a'),
      speaks('bot', { roles: ['bot'] }),
    );
    await house.start(['web', 'worker']);
    await house.stop();
    expect(said).toEqual(['+a', '+b', '+c', '-c', '-b', '-a']);
  });

  it('a plugin that does not stop holds up nobody', async () => {
    const said: string[] = [];
    const house = aHouse(
      aPlugin('a', undefined, { stop: async () => void said.push('-a') }),
      aPlugin('b', undefined, { requires: ['a'], timeoutMs: 10, stop: () => new Promise(() => undefined) }),
    );
    await house.start(ALL);
    await house.stop();
    expect(said).toEqual(['-a']);
  });
});

describe('a plugin that fails', () => {
  const withPermission = (name: string, rest: Partial<Plugin> = {}) =>
    aPlugin(name, (house) => house.page({ name: 'page', permission: `${name}.see`, component: '' }), {
      permissions: [{ name: `${name}.see`, grants: ['operator'] }],
      ...rest,
    });

  it('goes with its contributions and permissions, and so do those that require it', async () => {
    const house = aHouse(
      withPermission('a'),
      withPermission('b', { start: fails }),
      withPermission('c', { requires: ['b'] }),
    );
    expect(house.pages.map(({ plugin }) => plugin)).toEqual(['a', 'b', 'c']);
    await house.start(ALL);
    expect(house.pages.map(({ plugin }) => plugin)).toEqual(['a']);
    expect(house.may(anActor('admin'), 'b.see')).toBe(false);
    expect(house.bootReport()).toMatchObject([
      { plugin: 'a', state: 'up', contributions: 1, reason: null },
      { plugin: 'b', state: 'failed', contributions: 0, reason: 'start: the network is down' },
      { plugin: 'c', state: 'withdrawn', contributions: 0, reason: 'requires b' },
    ]);
  });

  it('may fail in register too', () => {
    const house = aHouse(
      aPlugin('a', () => {
        throw new Error('no');
      }),
      withPermission('b', { requires: ['a'] }),
      withPermission('c', { optional: ['a'] }),
    );
    expect(house.plugins.map(({ name }) => name)).toEqual(['c']);
  });

  it('may fail by taking too long', async () => {
    const house = aHouse(
      aPlugin('a', undefined, { timeoutMs: 10, start: () => new Promise(() => undefined) }),
    );
    await house.start(ALL);
    expect(house.bootReport()[0]?.reason).toBe('start: start took longer than 10 ms');
  });

  it('keeps the house from starting when it is essential, or something essential requires it', async () => {
    await expect(
      aHouse(aPlugin('a', undefined, { start: fails, essential: true })).start(ALL),
    ).rejects.toThrow(
      'Plugin "a" failed in start: the network is down. The house does not start without "a".',
    );
    await expect(
      aHouse(
        aPlugin('a', undefined, { start: fails }),
        aPlugin('b', undefined, { requires: ['a'], essential: true }),
      ).start(ALL),
    ).rejects.toThrow(
      'Plugin "a" failed in start: the network is down. The house does not start without "b".',
    );
  });
});

describe('who may', () => {
  const { may } = aHouse(aPlugin('a', undefined, { permissions: [{ name: 'a.see', grants: ['manager'] }] }));
  it.each([
    ['admin', 'a.see', true],
    ['manager', 'a.see', true],
    ['operator', 'a.see', false],
    ['representative', 'a.see', false],
    ['admin', 'a.undeclared', false],
  ] as const)('%s %s: %s', (role, permission, answer) => {
    expect(may(anActor(role), permission)).toBe(answer);
  });
});

describe('what a plugin reaches through its context', () => {
  const greeter = defineService<{ greet(): string }>('a.greeter');
  const words = defineExtensionPoint<string>('a.word');
  let made = 0;
  const offering = aPlugin('a', (house) => {
    house.offer(words);
    house.provide(greeter, (context) => {
      made += 1;
      return {
        greet: () =>
          context
            .contributions(words)
            .map(({ value }) => value)
            .join(' '),
      };
    });
  });

  it('a service of a plugin that it requires, made once', () => {
    const house = aHouse(
      offering,
      aPlugin('b', (b) => b.contribute(words, 'good day'), { requires: ['a'] }),
    );
    expect(house.context('b').use(greeter).greet()).toBe('good day');
    expect(house.context('a').use(greeter)).toBe(house.context('b').use(greeter));
    expect(made).toBe(1);
  });

  it('nothing for an optional plugin that is absent', () => {
    const house = aHouse(aPlugin('b', undefined, { optional: ['a'] }));
    expect(house.context('b').useOptional(greeter)).toBeNull();
    expect(() => house.context('b').use(greeter)).toThrow(
      'Plugin "b" uses the service "a.greeter", which nothing provides here: ask for it with useOptional(), or require "a".',
    );
  });

  it('no service, contribution or job of a plugin that it does not require', () => {
    const context = aHouse(offering, aPlugin('b')).context('b');
    expect(() => context.use(greeter)).toThrow(
      'Plugin "b" uses the service "a.greeter" but does not require "a": add "a" to its requires.',
    );
    expect(() => context.contributions(words)).toThrow(
      'Plugin "b" reads what was contributed to "a.word", which is for "a" alone.',
    );
    expect(() => context.jobs.schedule('a.work', {})).toThrow(
      'Plugin "b" schedules the job "a.work" but does not require "a".',
    );
  });

  it('its own jobs, its own folder, its own settings', async () => {
    const context = aHouse(
      aPlugin('a', undefined, { settings: { days: { kind: 'number', default: 30 } } }),
    ).context('a');
    await context.jobs.schedule('a.work', {});
    expect(bareScheduled).toEqual(['a.work']);
    expect(await context.storage.folder('uploads')).toBe('/files/a/uploads');
    expect(await context.settings()).toEqual({ days: 30 });
  });

  it('no service that needs itself to be made', () => {
    const other = defineService<null>('a.other');
    const house = aHouse(
      aPlugin('a', (a) => {
        a.provide(greeter, (context) => context.use(other) ?? { greet: () => '' });
        a.provide(other, (context) => (context.use(greeter), null));
      }),
    );
    expect(() => house.context('a').use(greeter)).toThrow('a.greeter → a.other → a.greeter');
  });
});
