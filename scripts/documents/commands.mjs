import { built, code, documentedHouse, page, sectionsOfPlugins, table } from '../documented-house.mjs';

export const file = 'commands.md';

export async function render() {
  const { house, translator } = await documentedHouse();
  const { houseCommands } = await built('src/host/cli/house-commands.js');
  const { usageOf } = await built('src/host/cli/help.js');
  const commands = [...houseCommands(translator, 'en'), ...house.commands.map(({ value }) => value)];
  const sections = commands
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map((command) => {
      const options = (command.options ?? []).map(({ name, kind, description, required }) => [
        code(kind === 'boolean' ? `--${name}` : `--${name} …`),
        required ? `${description} (required)` : description,
      ]);
      const parts = [`## ${code(`countinghouse ${usageOf(command)}`)}`, command.description];
      return [...parts, ...(options.length > 0 ? [table(['option', 'meaning'], options)] : [])].join('\n\n');
    });
  return page(
    'Commands',
    'Every command knows `--json` (reports as JSON on standard output), `--language` (of its sentences: en, uk, ru; without it LANG decides) and `--help`. Exit codes: 0 done, 1 refused with a sentence on standard error, 2 wrong use.',
    ...sections,
  );
}

export async function sections() {
  const { house } = await documentedHouse();
  const { usageOf } = await built('src/host/cli/help.js');
  return sectionsOfPlugins(house, 'commands', ({ name }) => {
    const rows = house.commands
      .filter(({ plugin }) => plugin === name)
      .map(({ value }) => [code(`countinghouse ${usageOf(value)}`), value.description]);
    return table(['command', 'does'], rows);
  });
}
