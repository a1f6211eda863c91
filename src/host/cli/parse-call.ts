import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { CliCommand, CliOptions } from '../../kernel/contributions.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';

export type Described = Omit<CliCommand, 'run'>;

export interface ParsedCall {
  readonly arguments: readonly string[];
  readonly options: CliOptions;
  readonly json: boolean;
  readonly help: boolean;
}

const COMMON = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  language: { type: 'string' },
} as const;

const OPTION_TYPES = {
  string: { type: 'string' },
  strings: { type: 'string', multiple: true },
  boolean: { type: 'boolean' },
} as const;

/** The command that the first words name, and the words after it. */
export function findCommand<Command extends Described>(
  commands: readonly Command[],
  words: readonly string[],
): { readonly command: Command; readonly rest: readonly string[] } | null {
  for (const length of [3, 2, 1]) {
    const command = commands.find(({ name }) => name === words.slice(0, length).join(' '));
    if (command && words.length >= length) return { command, rest: words.slice(length) };
  }
  return null;
}

/** Wrong use is refused with a code of `host:cli.<code>`: argument-missing, argument-surplus, option-unknown, option-missing, option-wrong. */
export function parseCall(command: Described, words: readonly string[]): Result<ParsedCall, Refusal> {
  const parsed = parseWords(command, words);
  if (!parsed.ok) return parsed;
  const { json = false, help = false, language: _language, ...options } = parsed.value.values;
  const { positionals } = parsed.value;
  const call = { arguments: positionals, options, json: json === true, help: help === true };
  if (call.help) return ok(call);
  const expected = command.arguments ?? [];
  const surplus = positionals[expected.length];
  if (surplus !== undefined)
    return err({ code: 'argument-surplus', command: command.name, argument: surplus });
  const required = expected.filter((name) => !name.startsWith('['));
  if (positionals.length < required.length) {
    const missing = required.slice(positionals.length).map((name) => `<${name}>`);
    return err({ code: 'argument-missing', command: command.name, arguments: missing.join(' ') });
  }
  const lacking = command.options?.find(({ name, required }) => required && options[name] === undefined);
  if (lacking) return err({ code: 'option-missing', command: command.name, option: lacking.name });
  return ok(call);
}

function parseWords(command: Described, words: readonly string[]) {
  const known: NonNullable<ParseArgsConfig['options']> = { ...COMMON };
  for (const { name, kind } of command.options ?? []) known[name] = OPTION_TYPES[kind];
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: known,
      allowPositionals: true,
      strict: true,
    });
    return ok({ values: values as CliOptions, positionals });
  } catch (error) {
    return err(wrongOption(command.name, error as NodeJS.ErrnoException));
  }
}

function wrongOption(command: string, error: NodeJS.ErrnoException): Refusal {
  const option = /--?([\w-]+)/.exec(error.message)?.[1] ?? '';
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return { code: 'option-unknown', command, option };
  return { code: 'option-wrong', command, option, reason: error.message };
}

/** `--language uk` or `--language=uk`, wherever it stands: sentences about wrong use are in that language too. */
export function languageWord(words: readonly string[]): string | null {
  const at = words.indexOf('--language');
  if (at >= 0) return words[at + 1] ?? '';
  return words.find((word) => word.startsWith('--language='))?.slice('--language='.length) ?? null;
}
