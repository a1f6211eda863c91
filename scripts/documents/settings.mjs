import { code, documentedHouse, page, sectionsOfPlugins, table } from '../documented-house.mjs';

export const file = 'settings.md';

export async function render() {
  const { house, translator } = await documentedHouse();
  const withSettings = house.plugins.filter(({ settings }) => settings && Object.keys(settings).length > 0);
  const parts = withSettings.map(
    (plugin) =>
      `## ${translator.text('en', `${plugin.name}:navigation`)} (${plugin.name})\n\n${settingsOf(plugin, translator)}`,
  );
  return page(
    'Settings',
    'What an administrator sets on the settings page of the panel. Secrets are encrypted with a key made from SECRET_KEY and are never shown again.',
    ...parts,
  );
}

export async function sections() {
  const { house, translator } = await documentedHouse();
  return sectionsOfPlugins(house, 'settings', (plugin) => settingsOf(plugin, translator));
}

function settingsOf({ name, settings = {} }, translator) {
  const say = (key) => translator.text('en', `${name}:settings.${key}`);
  const rows = Object.entries(settings).map(([setting, field]) => [
    code(setting),
    `${say(`${setting}.label`)}. ${say(`${setting}.help`)}`,
    kindOf(field),
    code(String(field.default)),
  ]);
  return table(['setting', 'meaning', 'kind', 'default'], rows);
}

function kindOf({ kind, min, max, maxLength, options }) {
  if (kind === 'number') return `number, ${min ?? '…'} to ${max ?? '…'}`;
  if (kind === 'select') return `one of ${options.join(', ')}`;
  return maxLength === undefined ? kind : `${kind}, at most ${maxLength} characters`;
}
