import { built, code, documentedHouse, sectionsOfPlugins, table } from '../documented-house.mjs';

export const file = 'openapi.json';

/** The document that /api/v1/openapi.json serves: a change of the API is a change that can be read. */
export async function render() {
  const { house } = await documentedHouse();
  const { describeApi } = await built('src/host/api/openapi.js');
  return `${JSON.stringify(describeApi(house), null, 2)}\n`;
}

export async function sections() {
  const { house } = await documentedHouse();
  return sectionsOfPlugins(house, 'operations', ({ name }) => {
    const rows = house.operations
      .filter(({ plugin }) => plugin === name)
      .map(({ value: { method, path, permission, summary } }) => [
        code(`${method} /api/v1${path}`),
        summary,
        code(permission),
      ]);
    return table(['operation', 'does', 'permission'], rows);
  });
}
