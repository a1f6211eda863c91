import { runCommandLine } from './host/cli/run-command-line.js';
import { builtInPlugins } from './main.js';

process.exitCode = await runCommandLine(
  {
    words: process.argv.slice(2),
    environment: process.env,
    out: (text) => void process.stdout.write(`${text}\n`),
    error: (text) => void process.stderr.write(`${text}\n`),
  },
  builtInPlugins,
);
