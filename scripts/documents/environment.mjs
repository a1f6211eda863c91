import { built, code, documentedHouse, page, table } from '../documented-house.mjs';

export const file = 'environment.md';

async function variables() {
  const { ENVIRONMENT } = await built('src/kernel/environment.js');
  const { house } = await documentedHouse();
  const ofPlugins = house.plugins.flatMap(({ environment = [] }) => environment);
  const rows = [...ENVIRONMENT, ...ofPlugins].map(({ name, meaning, default: value, example }) => [
    code(name),
    meaning,
    value,
    example,
  ]);
  return table(['variable', 'meaning', 'without it', 'example'], rows);
}

export async function sections() {
  return [{ page: 'README.md', name: 'environment', text: await variables() }];
}

export async function render() {
  return page(
    'Environment',
    'Every variable that the house and its plugins read, once, at its start. A value that makes no sense refuses the start with a sentence.',
    await variables(),
  );
}
