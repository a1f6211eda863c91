import { built, documentedHouse } from '../documented-house.mjs';

export const file = 'openapi.json';

/** The document that /api/v1/openapi.json serves: a change of the API is a change that can be read. */
export async function render() {
  const { house } = await documentedHouse();
  const { describeApi } = await built('src/host/api/openapi.js');
  return `${JSON.stringify(describeApi(house), null, 2)}\n`;
}
