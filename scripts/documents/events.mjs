import { code, contractExports, documentedHouse, page, table } from '../documented-house.mjs';

export const file = 'events.md';

export async function render() {
  const { house } = await documentedHouse();
  const events = (await contractExports())
    .filter(isEvent)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const rows = events.map(({ name, description }) => [code(name), description, subscribersOf(house, name)]);
  return page(
    'Events',
    'What plugins tell one another. An event is written in the transaction that causes it and delivered after its commit, at least once to each subscriber; the types of the payloads stand in the contract/ of the plugin.',
    table(['event', 'what happened', 'subscribers'], rows),
  );
}

const isEvent = (value) =>
  typeof value === 'object' &&
  value !== null &&
  typeof value.name === 'string' &&
  typeof value.description === 'string';

const subscribersOf = (house, name) =>
  house.subscriptions
    .filter(({ value }) => value.event.name === name)
    .map(({ plugin, value }) => code(`${plugin}.${value.name}`))
    .join(', ');
