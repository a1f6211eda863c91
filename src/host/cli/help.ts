import type { Language } from '../../kernel/permissions.js';
import type { Translator } from '../../kernel/ports.js';
import type { Described } from './parse-call.js';

export interface HelpTexts {
  readonly translator: Translator;
  readonly language: Language;
}

/** `import <kind> <file>`, `backup drill [file]` */
export function usageOf({ name, arguments: names = [] }: Described): string {
  return [name, ...names.map((argument) => (argument.startsWith('[') ? argument : `<${argument}>`))].join(
    ' ',
  );
}

export function helpForAll(commands: readonly Described[], { translator, language }: HelpTexts): string {
  const say = (key: string): string => translator.text(language, `host:cli.${key}`);
  const sorted = [...commands].sort((one, other) => (one.name < other.name ? -1 : 1));
  return [
    say('usage'),
    '',
    say('commands'),
    ...table(sorted.map((command) => [usageOf(command), command.description])),
    '',
    ...commonOptions(say),
  ].join('\n');
}

export function helpForOne(command: Described, { translator, language }: HelpTexts): string {
  const say = (key: string): string => translator.text(language, `host:cli.${key}`);
  const options = (command.options ?? []).map(({ name, kind, description, required }) => [
    kind === 'boolean' ? `--${name}` : `--${name} …`,
    required ? `${description} (${say('required')})` : description,
  ]);
  return [
    `countinghouse ${usageOf(command)}`,
    '',
    command.description,
    '',
    ...commonOptions(say, options),
  ].join('\n');
}

function commonOptions(
  say: (key: string) => string,
  own: readonly (readonly string[])[] = [],
): readonly string[] {
  return [
    say('options'),
    ...table([
      ...own,
      ['--json', say('option-json')],
      ['--language …', say('option-language')],
      ['--help', say('option-help')],
    ]),
  ];
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const width = Math.max(...rows.map(([first = '']) => first.length));
  return rows.map(([first = '', second = '']) => `  ${first.padEnd(width)}  ${second}`);
}
