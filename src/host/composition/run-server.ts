import { join } from 'node:path';
import { BootRefused } from '../../kernel/failures.js';
import type { Plugin } from '../../kernel/plugin.js';
import { createTranslator } from '../i18n/create-translator.js';
import { languageOfEnvironment } from '../i18n/language-of-environment.js';
import { rootFolder } from './root-folder.js';
import { serveHouse, type ServedHouse } from './serve-house.js';

const OPENED = { all: 'listening', web: 'listening', worker: 'working', bot: 'talking' } as const;

/** The program behind `npm start`: serves until it is told to end; refuses to start with one sentence and exit code 1. */
export async function runServer(program: NodeJS.Process, plugins: readonly Plugin[]): Promise<void> {
  const language = languageOfEnvironment(program.env);
  let served: ServedHouse;
  try {
    served = await serveHouse(program.env, plugins);
  } catch (error) {
    if (!(error instanceof BootRefused)) throw error;
    const translator = await createTranslator(join(rootFolder(), 'locales'));
    program.stderr.write(`${translator.bootRefusal(language, error)}\n`);
    // What a plugin left open does not keep a refused house alive.
    program.exit(1);
  }
  let isEnding = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    program.on(signal, () => {
      if (isEnding) program.exit(1);
      isEnding = true;
      served.drain().then(
        () => program.exit(0),
        (error: unknown) => {
          program.stderr.write(`${String(error)}\n`);
          program.exit(1);
        },
      );
    });
  }
  const { translator, configuration } = served.open;
  program.stdout.write(
    `${translator.text(language, `host:boot.${OPENED[configuration.role]}`, { address: configuration.publicUrl ?? served.address })}\n`,
  );
}
