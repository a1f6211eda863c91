import { describe, expect, it } from '@jest/globals';
import {
  defineExtensionPoint,
  type AdminResource,
  type HttpRoute,
  type JobDefinition,
  type PublicDoor,
} from '../contributions.js';
import { defineEvent } from '../events.js';
import { everything } from '../permissions.js';
import { aHouse, aPlugin } from './a-house.js';

const declared = { permissions: [{ name: 'a.read', grants: [] }] };

const resource = (
  model: string,
  permissions: AdminResource['permissions'] = { read: 'a.read' },
): AdminResource => ({
  model,
  permissions,
  scope: () => everything,
  titleField: 'name',
  listFields: ['name'],
});
const route = (permission: string): HttpRoute => ({
  method: 'GET',
  path: '/x',
  permission,
  handle: async () => ({ json: {} }),
});
const door = (guard: string): PublicDoor => ({
  method: 'POST',
  path: '/knock',
  guard,
  handle: async () => ({ json: {} }),
});
const variable = (name: string) => ({
  environment: [{ name, meaning: 'What it is for.', default: '', example: '1' }],
});
const job = (name: string, permission = 'a.read'): JobDefinition<null> => ({
  name,
  permission,
  parse: () => null,
  run: async () => undefined,
});
const event = (name: string) => ({
  event: defineEvent<unknown>(name, ''),
  name: 'hear',
  handle: async () => undefined,
});
const done = async () => ({ ok: true as const, value: { message: { key: 'x' } } });
const command = {
  name: 'count',
  description: '',
  run: async () => ({ ok: true as const, value: { json: 1, text: '1' } }),
};

const evenNumber = defineExtensionPoint<number>('a.number', (value) =>
  value % 2 === 0 ? null : `${value} is odd`,
);

describe('a contribution that breaks the contract is refused with a sentence', () => {
  it.each([
    [
      'two resources of one model, in two plugins',
      () => [
        aPlugin('a', (house) => house.resource(resource('Thing')), declared),
        aPlugin('b', (house) => house.resource(resource('Thing')), { requires: ['a'] }),
      ],
      'Plugins "a" and "b" both contribute the resource "Thing": rename or remove one of the two.',
    ],
    [
      'two routes of one path, in one plugin',
      () => [aPlugin('a', (house) => [house.route(route('a.read')), house.route(route('a.read'))], declared)],
      'Plugins "a" and "a" both contribute the route "GET /admin/x/a/x": rename or remove one of the two.',
    ],
    [
      'two doors of one path, in one plugin',
      () => [aPlugin('a', (house) => [house.door(door('a signature')), house.door(door('a token'))])],
      'Plugins "a" and "a" both contribute the door "POST /x/a/knock": rename or remove one of the two.',
    ],
    [
      'a door that nothing guards',
      () => [aPlugin('a', (house) => house.door(door(' ')))],
      'The door "POST /knock" of plugin "a" opens without a session and does not say what stands in front of it: write its guard.',
    ],
    [
      'one variable of two plugins',
      () => [aPlugin('a', undefined, variable('A_TOKEN')), aPlugin('b', undefined, variable('A_TOKEN'))],
      'Plugins "a" and "b" both contribute the variable of the environment "A_TOKEN": rename or remove one of the two.',
    ],
    [
      'a variable that the house itself reads',
      () => [aPlugin('a', undefined, variable('SMTP_URL'))],
      'Plugins "host" and "a" both contribute the variable of the environment "SMTP_URL": rename or remove one of the two.',
    ],
    [
      'two commands of one name',
      () => [
        aPlugin('a', (house) => house.command(command)),
        aPlugin('b', (house) => house.command(command)),
      ],
      'Plugins "a" and "b" both contribute the command "count": rename or remove one of the two.',
    ],
    [
      'a permission declared twice',
      () => [aPlugin('a', undefined, { permissions: [...declared.permissions, ...declared.permissions] })],
      'Plugins "a" and "a" both contribute the permission "a.read": rename or remove one of the two.',
    ],
    [
      'a route without a permission',
      () => [aPlugin('a', (house) => house.route(route('')))],
      'The route "GET /x" of plugin "a" names no permission, so nobody could be allowed or refused: name one that the manifest declares.',
    ],
    [
      'a resource that writes under an undeclared permission',
      () => [
        aPlugin(
          'a',
          (house) => house.resource(resource('Thing', { read: 'a.read', update: 'a.write' })),
          declared,
        ),
      ],
      'The resource "Thing" of plugin "a" names the permission "a.write", which neither it nor a plugin that it requires declares: declare it in the manifest\'s permissions.',
    ],
    [
      "a job under a stranger's permission",
      () => [aPlugin('a', undefined, declared), aPlugin('b', (house) => house.job(job('b.work', 'a.read')))],
      'The job "b.work" of plugin "b" names the permission "a.read", which neither it nor a plugin that it requires declares: declare it in the manifest\'s permissions.',
    ],
    [
      "a permission under another's name",
      () => [aPlugin('b', undefined, declared)],
      'Plugin "b" contributes the permission "a.read", whose name must begin with "b.": rename it.',
    ],
    [
      "a job under another's name",
      () => [aPlugin('a', (house) => house.job(job('b.work')), declared)],
      'Plugin "a" contributes the job "b.work", whose name must begin with "a.": rename it.',
    ],
    [
      'an action without a resource',
      () => [
        aPlugin(
          'a',
          (house) =>
            house.action({ name: 'go', resource: 'Thing', on: 'record', permission: 'a.read', run: done }),
          declared,
        ),
      ],
      'The action "go" of plugin "a" belongs to the resource "Thing", which neither it nor a plugin that it requires contributes.',
    ],
    [
      'an extension of an unrequired plugin',
      () => [
        aPlugin('a', (house) => house.offer(evenNumber)),
        aPlugin('b', (house) => house.contribute(evenNumber, 2)),
      ],
      'Plugin "b" contributes to "a.number" but neither requires "a" nor names it optional: add "a" to its requires.',
    ],
    [
      'an extension of a point that is not offered',
      () => [aPlugin('a'), aPlugin('b', (house) => house.contribute(evenNumber, 2), { requires: ['a'] })],
      'Plugin "b" contributes to "a.number", which "a" does not offer: check the version of "a".',
    ],
    [
      'an extension that the point refuses',
      () => [
        aPlugin('a', (house) => house.offer(evenNumber)),
        aPlugin('b', (house) => house.contribute(evenNumber, 3), { requires: ['a'] }),
      ],
      'What plugin "b" contributes to "a.number" is refused by "a": 3 is odd.',
    ],
    [
      'an event of an unrequired plugin',
      () => [aPlugin('a'), aPlugin('b', (house) => house.on(event('a.thing-done')))],
      'The subscription "hear" of plugin "b" listens to "a.thing-done" but the plugin neither requires "a" nor names it optional: add "a" to its requires.',
    ],
    [
      'a setting whose default it refuses itself',
      () => [aPlugin('a', undefined, { settings: { days: { kind: 'number', default: 400, max: 365 } } })],
      'The setting "days" of plugin "a" has a default that its own schema refuses: mend the default.',
    ],
    [
      'a register that waits',
      () => [aPlugin('a', (async () => undefined) as () => void)],
      'The register() of plugin "a" returned a promise: it may only contribute. Move what waits into start().',
    ],
  ])('%s', (_, plugins, sentence) => {
    expect(() => aHouse(...plugins())).toThrow(new Error(sentence));
  });

  it('a contribution after register() has returned', () => {
    let contributeLater = (): void => undefined;
    aHouse(aPlugin('a', (house) => (contributeLater = () => house.command(command))));
    expect(() => contributeLater()).toThrow(
      'Plugin "a" contributed after its register() had returned: contribute inside register() alone.',
    );
  });
});

describe('what keeps the contract', () => {
  it('is listed with the name of its plugin, in the order of the requirements', () => {
    const house = aHouse(
      aPlugin('b', (b) => b.resource(resource('Leaf', { read: 'a.read' })), { requires: ['a'] }),
      aPlugin('a', (a) => a.resource(resource('Root')), declared),
    );
    expect(house.resources.map(({ plugin, value }) => [plugin, value.model])).toEqual([
      ['a', 'Root'],
      ['b', 'Leaf'],
    ]);
  });

  it('leaves aside what was meant for an optional plugin that is absent', () => {
    const house = aHouse(
      aPlugin('b', (b) => [b.contribute(evenNumber, 3), b.on(event('a.thing-done'))], { optional: ['a'] }),
    );
    expect(house.isUp('b')).toBe(true);
  });
});
