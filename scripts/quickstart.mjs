// From a bare clone to a house that one can walk through: `npm run quickstart`.
// Standard library only at its top: node_modules may be absent.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { digestOf, filesUnder, readStamp, writeStamp } from './inputs.mjs';
import {
  buildNativeModules,
  install,
  linkCommand,
  Refusal,
  refuseFullDisk,
  refuseOldNode,
  root,
  run,
  sentenceOf,
} from './installation.mjs';

const READY_WITHIN_MS = 60_000;
const PREPARED = 'var/.prepared-from';
const PASSWORD = 'countinghouse';
const DEMO_LOGINS = [
  ['admin@demo.test', 'administers everything'],
  ['operator@demo.test', 'invoices, payments, imports'],
  ['manager@demo.test', 'sees the offices they answer for'],
  ['rep@demo.test', 'sees only itself'],
];

async function step(name, work) {
  const startedAt = Date.now();
  process.stdout.write(`  ${name} … `);
  const hasWorked = await work();
  const time = `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
  process.stdout.write(hasWorked === false ? `up to date (${time})\n` : `done (${time})\n`);
}

function secretKey() {
  const file = join(root, 'var/secret-key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

function houseEnvironment() {
  mkdirSync(join(root, 'var'), { recursive: true });
  return {
    HOST: '127.0.0.1',
    PORT: '3000',
    DATABASE_URL: 'file:var/countinghouse.db',
    DEMO: '1',
    ...process.env,
    SECRET_KEY: process.env.SECRET_KEY || secretKey(),
  };
}

async function refuseTakenPort({ HOST, PORT }) {
  await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      const isTaken = error.code === 'EADDRINUSE';
      const remedy = 'stop what listens there, or choose another: PORT=3001 npm run quickstart';
      reject(
        new Refusal(
          isTaken ? `Port ${PORT} is in use: ${remedy}.` : `Cannot listen on ${HOST}:${PORT}: ${error.code}.`,
        ),
      );
    });
    probe.listen(Number(PORT), HOST, () => probe.close(resolve));
  });
}

/** Migrates and seeds, unless exactly this build has done so to this very database. */
async function prepareDatabase(env) {
  const file = env.DATABASE_URL.startsWith('file:')
    ? join(root, env.DATABASE_URL.slice('file:'.length))
    : undefined;
  const inputs = ['dist/.build-stamp', ...filesUnder('prisma')];
  const prepared = `${digestOf(inputs)} ${env.DATABASE_URL} ${env.DEMO}`;
  if (file && existsSync(file) && readStamp(PREPARED) === prepared) return false;
  await run(process.execPath, ['bin/countinghouse.mjs', 'migrate'], { env });
  if (env.DEMO === '1') await run(process.execPath, ['bin/countinghouse.mjs', 'seed', 'demo'], { env });
  writeStamp(PREPARED, prepared);
  return true;
}

async function waitUntilReady(address, hasEnded) {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline && !hasEnded()) {
    const answer = await fetch(`${address}/readyz`).catch(() => undefined);
    if (answer?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

function printWelcome(address, env) {
  const lines = ['', `  Countinghouse is open: ${address}/admin`, ''];
  if (env.DEMO === '1') {
    for (const [login, what] of DEMO_LOGINS) lines.push(`    ${login.padEnd(20)} ${PASSWORD}   ${what}`);
    lines.push('');
  }
  console.log([...lines, '  Ctrl-C ends it.', ''].join('\n'));
}

async function serve(env) {
  const child = spawn(process.execPath, ['dist/src/main.js'], { cwd: root, env, stdio: 'inherit' });
  let exitCode;
  const ended = new Promise((resolve) =>
    child.once('exit', (code, signal) => resolve((exitCode = code ?? (signal === 'SIGINT' ? 0 : 1)))),
  );
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal gives Ctrl-C to both of us; anything else reaches this process alone.
      const childHasIt = signal === 'SIGINT' && process.stdin.isTTY;
      if (!isStopping && !childHasIt) child.kill('SIGTERM');
      isStopping = true;
    });
  }
  process.on('exit', () => child.kill('SIGKILL'));

  const host = ['0.0.0.0', '::'].includes(env.HOST) ? '127.0.0.1' : env.HOST;
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${env.PORT}`;
  const isReady = await waitUntilReady(address, () => exitCode !== undefined);
  if (isReady) printWelcome(address, env);
  else if (exitCode === undefined) {
    child.kill('SIGTERM');
    throw new Refusal(
      `The house did not become ready within ${READY_WITHIN_MS / 1000} s: see what it said above.`,
    );
  }
  const code = await ended;
  return isStopping ? 0 : code;
}

try {
  refuseOldNode();
  refuseFullDisk();
  const env = houseEnvironment();
  await refuseTakenPort(env);
  console.log('Countinghouse\n');
  await step('install the dependencies', install);
  await step('compile SQLite for this Node', buildNativeModules);
  linkCommand();
  await step(
    'generate from the schema',
    async () => void (await run(process.execPath, ['scripts/generate.mjs'])),
  );
  const { build } = await import('./build.mjs');
  await step('build the house and its panel', build);
  await step('migrate and seed the database', () => prepareDatabase(env));
  process.exitCode = await serve(env);
} catch (error) {
  console.error(`\n${sentenceOf(error)}`);
  process.exitCode = 1;
}
