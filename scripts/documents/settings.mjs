import { code, documentedHouse, page, table } from '../documented-house.mjs';

export const file = 'settings.md';

export async function render() {
  const { house, translator } = await documentedHouse();
  const withSettings = house.plugins.filter(({ settings }) => settings && Object.keys(settings).length > 0);
  const sections = withSettings.map(({ name, settings }) => {
    const say = (key) => translator.text('en', `${name}:settings.${key}`);
    const rows = Object.entries(settings).map(([setting, field]) => [
      code(setting),
      `${say(`${setting}.label`)}. ${say(`${setting}.help`)}`,
      kindOf(field),
      code(String(field.default)),
    ]);
    return `## ${translator.text('en', `${name}:navigation`)} (${name})\n\n${table(['setting', 'meaning', 'kind', 'default'], rows)}`;
  });
  return page(
    'Settings',
    'What an administrator sets on the settings page of the panel. Secrets are encrypted with a key made from SECRET_KEY and are never shown again.',
    ...sections,
  );
}

function kindOf({ kind, min, max, maxLength, options }) {
  if (kind === 'number') return `number, ${min ?? '…'} to ${max ?? '…'}`;
  if (kind === 'select') return `one of ${options.join(', ')}`;
  return maxLength === undefined ? kind : `${kind}, at most ${maxLength} characters`;
}
