// A TypeScript file run in a process of its own, for specifications about what several processes do to one database.
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

export interface ScriptProcess {
  readonly child: ChildProcess;
  /** lines of its standard output so far */
  readonly lines: readonly string[];
  /** what it printed, once it ended well; otherwise fails with what it said */
  readonly done: Promise<readonly string[]>;
}

const root = process.cwd();
const built = new Map<string, Promise<string>>();

export interface ScriptLimits {
  /** no file of the process grows beyond it: a write fails with EFBIG, as it fails with ENOSPC on a disk that is full */
  readonly largestFileBytes?: number;
}

/** setrlimit(2); the shell counts by 512 bytes (POSIX, ulimit -f) */
const LIMITED = 'ulimit -f "$0" && exec "$@"';

/** `path` from the repository's root; `environment` is added to this process's own. */
export async function startScript(
  path: string,
  environment: Readonly<Record<string, string>> = {},
  { largestFileBytes }: ScriptLimits = {},
): Promise<ScriptProcess> {
  const script = await (built.get(path) ?? remember(path));
  const env = { ...process.env, NODE_OPTIONS: '', ...environment };
  const node = [process.execPath, '--enable-source-maps', script] as const;
  const [command, ...rest] =
    largestFileBytes === undefined
      ? node
      : (['sh', '-c', LIMITED, String(Math.floor(largestFileBytes / 512)), ...node] as const);
  const child = spawn(command, rest, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  let unfinished = '';
  let complaints = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (unfinished + text).split('\n');
    unfinished = parts.pop() ?? '';
    lines.push(...parts);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const done = new Promise<readonly string[]>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(lines);
      else reject(new Error(`${path} ended with ${code ?? signal}:\n${complaints}`));
    });
  });
  // Whoever kills it on purpose does not await this.
  done.catch(() => undefined);
  return { child, lines, done };
}

function remember(path: string): Promise<string> {
  const making = bundle(path);
  built.set(path, making);
  return making;
}

async function bundle(path: string): Promise<string> {
  const name = createHash('sha256').update(path).digest('hex').slice(0, 12);
  // Inside the repository, so that packages are found from there; put in place whole, because test runs share it.
  const outfile = join(root, 'var/test-scripts', `${name}.mjs`);
  const unfinished = `${outfile}.${process.pid}`;
  await build({
    absWorkingDir: root,
    entryPoints: [path],
    outfile: unfinished,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    sourcemap: 'inline',
    logLevel: 'silent',
  });
  await rename(unfinished, outfile);
  return outfile;
}
