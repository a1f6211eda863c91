import { join } from 'node:path';
import { readConfiguration } from '../../kernel/configuration.js';
import type { Environment } from '../../kernel/environment.js';
import type { CliCall, CliCommand, CliOutcome } from '../../kernel/contributions.js';
import { BootRefused, reasonOf } from '../../kernel/failures.js';
import { LANGUAGES, type Actor, type Language } from '../../kernel/permissions.js';
import type { Plugin } from '../../kernel/plugin.js';
import type { Refusal, Result } from '../../values/result.js';
import { refuseWaitingMigrations } from '../composition/apply-migrations.js';
import { openHouse, reachDatabase, type OpenHouse } from '../composition/open-house.js';
import { rootFolder } from '../composition/root-folder.js';
import { refuseForeignKey } from '../sealing/refuse-foreign-key.js';
import { createTranslator, type HouseTranslator } from '../i18n/create-translator.js';
import { languageOfEnvironment } from '../i18n/language-of-environment.js';
import { helpForAll, helpForOne } from './help.js';
import { houseCommands, type HouseCommand } from './house-commands.js';
import { findCommand, languageWord, parseCall, type ParsedCall } from './parse-call.js';

/** Where a command line comes from and what it says. */
export interface Terminal {
  readonly words: readonly string[];
  readonly environment: Environment;
  out(text: string): void;
  error(text: string): void;
}

/** A command of the house itself has no plugin. */
type Known = HouseCommand | (CliCommand & { readonly plugin: string });

const DONE = 0;
const REFUSED = 1;
const WRONG_USE = 2;

/** Carries out one command. Returns the exit code: 0 done, 1 refused with a sentence, 2 wrong use. */
export async function runCommandLine(terminal: Terminal, builtIn: readonly Plugin[]): Promise<number> {
  const translator = await createTranslator(join(rootFolder(), 'locales'));
  const wished = languageWord(terminal.words);
  const language = LANGUAGES.find((known) => known === wished) ?? languageOfEnvironment(terminal.environment);
  const wrongUse = (refusal: Refusal): number => {
    terminal.error(translator.text(language, `host:cli.${refusal.code}`, refusal));
    return WRONG_USE;
  };
  if (wished !== null && wished !== language) return wrongUse({ code: 'language-unknown', language: wished });
  let open: OpenHouse | null = null;
  try {
    // A command answers on its own; what the house logs is of interest when something is wrong.
    open = await openHouse(readConfiguration({ LOG_LEVEL: 'error', ...terminal.environment }), builtIn);
    return await carryOut(open, terminal, language, wrongUse);
  } catch (error) {
    terminal.error(sentenceOf(error, open?.translator ?? translator, language));
    return REFUSED;
  } finally {
    await open?.close();
  }
}

async function carryOut(
  open: OpenHouse,
  terminal: Terminal,
  language: Language,
  wrongUse: (refusal: Refusal) => number,
): Promise<number> {
  const texts = { translator: open.translator, language };
  const commands: readonly Known[] = [
    ...houseCommands(open.translator, language),
    ...open.house.commands.map(({ plugin, value }) => ({ ...value, plugin })),
  ];
  const words = terminal.words.filter(
    (word, at, all) => !word.startsWith('--language') && all[at - 1] !== '--language',
  );
  const found = findCommand(commands, words);
  if (!found) {
    if (words.some((word) => word === '--help' || word === '-h')) {
      terminal.out(helpForAll(commands, texts));
      return DONE;
    }
    const [first, second] = words;
    if (first === undefined) return wrongUse({ code: 'command-missing' });
    const isHalf = commands.some(({ name }) => name.startsWith(`${first} `));
    return wrongUse({
      code: 'command-unknown',
      command: isHalf && second !== undefined ? `${first} ${second}` : first,
    });
  }
  const call = parseCall(found.command, found.rest);
  if (!call.ok) return wrongUse(call.error);
  if (call.value.help) {
    terminal.out(helpForOne(found.command, texts));
    return DONE;
  }
  const outcome = await runCommand(open, found.command, call.value, terminal, language);
  if (!outcome.ok) {
    terminal.error(
      open.translator.refusal(
        language,
        'plugin' in found.command ? found.command.plugin : 'host',
        outcome.error,
      ),
    );
    return REFUSED;
  }
  terminal.out(call.value.json ? jsonOf(outcome.value.json) : outcome.value.text);
  return outcome.value.refused ? REFUSED : DONE;
}

async function runCommand(
  open: OpenHouse,
  command: Known,
  call: ParsedCall,
  terminal: Terminal,
  language: Language,
): Promise<Result<CliOutcome, Refusal>> {
  const actor: Actor = {
    ...{ userId: null, name: 'cli', role: 'admin', via: 'cli', language },
    ...{ representativeId: null, managerId: null, officeIds: [] },
  };
  const note: CliCall['note'] = (text) => terminal.error(text);
  if (!command.anyDatabase) await refuseUnusable(open);
  if (!('plugin' in command)) return command.run(open, { actor, note });
  return command.run({
    context: open.house.context(command.plugin),
    actor,
    arguments: call.arguments,
    options: call.options,
    json: call.json,
    note,
  });
}

async function refuseUnusable(open: OpenHouse): Promise<void> {
  await reachDatabase(open);
  await refuseWaitingMigrations(open.database, open.plugins);
  await refuseForeignKey(open.database);
}

function sentenceOf(error: unknown, translator: HouseTranslator, language: Language): string {
  if (error instanceof BootRefused) return translator.bootRefusal(language, error);
  return translator.text(language, 'host:cli.failed', { reason: reasonOf(error) });
}

/** Amounts stand as text: JSON's numbers end at 2^53. */
function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part), 2);
}
