// What stands between a bare clone and a first command. Standard library only: node_modules may be absent.
//
// No dependency's install script runs (`ignore-scripts` in .npmrc): they fetch binaries from outside the registry.
// The one that we need, the compilation of better-sqlite3, is called here by name.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statfsSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const GIB = 1024 ** 3;
const INSTALL_NEEDS_BYTES = 1.5 * GIB;
const SERVE_NEEDS_BYTES = 0.1 * GIB;
const KEPT_OUTPUT_LINES = 40;

/** A refusal that a person can act upon: shown as its one sentence, without a stack. */
export class Refusal extends Error {}

export function sentenceOf(error) {
  if (error.code === 'ENOSPC' || /ENOSPC|no space left/i.test(error.message)) {
    return 'The disk is full: free some space and run the command again.';
  }
  if (error.code === 'EACCES' || error.code === 'EPERM') {
    return `This folder cannot be written (${error.path ?? root}): change its owner or clone into another place.`;
  }
  return error instanceof Refusal ? error.message : (error.stack ?? String(error));
}

export function refuseOldNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  const isSupported = major > 20 ? major < 25 : major === 20 && minor >= 19;
  if (isSupported) return;
  throw new Refusal(
    `Countinghouse needs Node 20.19 to 24, and this is Node ${version}: install one of them.`,
  );
}

export function refuseFullDisk() {
  const { bavail, bsize } = statfsSync(root);
  const needed = isInstalled() ? SERVE_NEEDS_BYTES : INSTALL_NEEDS_BYTES;
  if (bavail * bsize >= needed) return;
  throw new Refusal(`The disk is full: ${root} needs ${(needed / GIB).toFixed(1)} GiB free.`);
}

/**
 * Runs a command and keeps its output to itself, unless it fails.
 * @throws Refusal with the last lines of what it said
 */
export async function run(command, args, { env = process.env, cwd = root, timeoutMs } = {}) {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const { code, reason } = await new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, reason: error.message }));
    child.once('close', (code, signal) => resolve({ code, reason: `ended with ${code ?? signal}` }));
  });
  if (code === 0) return output;
  const lastLines = output.trim().split('\n').slice(-KEPT_OUTPUT_LINES).join('\n');
  if (/ENOSPC|no space left/i.test(output)) throw new Refusal(sentenceOf({ code: 'ENOSPC' }));
  throw new Refusal(`\`${[command, ...args].join(' ')}\` ${reason}.\n${lastLines}`);
}

/** The lock file is what was asked for, npm's hidden one in node_modules is what was put there. */
export function isInstalled() {
  const installed = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const stamp = join(root, 'node_modules/.installed-from');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockDigest()) return true;
  return statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

function lockDigest() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

export async function install() {
  if (isInstalled()) return false;
  await run('npm', ['ci', '--no-audit', '--no-fund'], { env: quietEnvironment() });
  writeFileSync(join(root, 'node_modules/.installed-from'), lockDigest());
  return true;
}

export function hasNativeModules() {
  try {
    const Database = createRequire(join(root, 'package.json'))('better-sqlite3');
    new Database(':memory:').close();
    return true;
  } catch {
    return false;
  }
}

/** Compiles better-sqlite3 for this Node, from its own sources and this machine's headers: no download. */
export async function buildNativeModules() {
  if (hasNativeModules()) return false;
  await run('npm', ['rebuild', 'better-sqlite3', '--ignore-scripts=false'], { env: compileEnvironment() });
  return true;
}

/** `npx countinghouse` looks here first; npm links the bins of dependencies only, not the project's own. */
export function linkCommand() {
  const link = join(root, 'node_modules/.bin/countinghouse');
  if (!existsSync(link)) symlinkSync('../../bin/countinghouse.mjs', link);
}

export function quietEnvironment() {
  return { ...process.env, PUPPETEER_SKIP_DOWNLOAD: '1', npm_config_update_notifier: 'false' };
}

function compileEnvironment() {
  const prefix = join(dirname(process.execPath), '..');
  const hasHeaders = existsSync(join(prefix, 'include/node/node.h'));
  return {
    ...quietEnvironment(),
    npm_config_build_from_source: 'true',
    ...(hasHeaders ? { npm_config_nodedir: prefix } : {}),
  };
}
