import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { builtInPlugins } from '../plugins/index.js';

/** The plugins that are built in: this file alone names them, and hands them to whoever opens the house. */
export { builtInPlugins };

/** Serves when it is the program that was called, and not when another imports the list above. */
if (realpathSync(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  const { runServer } = await import('./host/composition/run-server.js');
  await runServer(process, builtInPlugins);
}
