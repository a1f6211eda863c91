// The product as it is run: the command line for the import, a served house for pages.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { root } from '../installation.mjs';
import { residentMiB } from './measure.mjs';

const EMAIL = 'bench@countinghouse.test';
const PASSWORD = 'a password for measuring';

export function environmentFor(databaseUrl, folder) {
  return {
    ...process.env,
    DATABASE_URL: databaseUrl,
    STORAGE: folder,
    NODE_ENV: 'production',
    SECRET_KEY: 'a key of 32 characters for measuring only',
    LOG_LEVEL: 'error',
    JOBS_URL: '',
    REDIS_URL: '',
  };
}

/** Runs a command of the product; its standard output, and the most memory that it had. */
export function command(args, env) {
  return program([join(root, 'bin/countinghouse.mjs'), ...args], env);
}

/** Runs a program of Node's to its end, likewise. */
export async function program(args, env) {
  const child = spawn(process.execPath, args, {
    env,
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, complaint, peakMiB] = ['', '', 0];
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (complaint = (complaint + chunk).slice(-2000)));
  const watch = setInterval(() => {
    try {
      peakMiB = residentMiB(child.pid, 'VmHWM') ?? peakMiB;
    } catch {
      // It has just ended.
    }
  }, 100);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${complaint}`);
  return { output, peakMiB };
}

export async function createUser(env) {
  await command(['user', 'create', EMAIL, '--role', 'admin', '--name', 'Bench'], {
    ...env,
    COUNTINGHOUSE_PASSWORD: PASSWORD,
  });
}

/** Starts the house and waits until it is ready. */
export function serve(env) {
  return serveProgram('dist/src/main.js', env, '/readyz');
}

/** Starts a program that listens on PORT and waits until the address answers. */
export async function serveProgram(program, env, address) {
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(process.execPath, [join(root, program)], {
    env: { ...env, HOST: '127.0.0.1', PORT: String(port) },
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const base = `http://127.0.0.1:${port}`;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${program} did not start`);
    const ready = await fetch(base + address).catch(() => null);
    if (ready?.ok) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return {
    base,
    pid: child.pid,
    startSeconds: (performance.now() - begun) / 1000,
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await new Promise((resolve) => child.once('close', resolve));
    },
  };
}

/** Signs in; returns a function that reads an address of the panel as JSON. */
export async function signIn(base) {
  const cookie = await cookieOf(base, { email: EMAIL, password: PASSWORD });
  return async (path) => {
    const answer = await fetch(base + path, { headers: { cookie, accept: 'application/json' } });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${text.slice(0, 300)}`);
    return JSON.parse(text);
  };
}

/** The cookie that a sign-in page gives for these words. */
export async function cookieOf(base, words = { email: EMAIL, password: PASSWORD }) {
  const response = await fetch(`${base}/admin/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: base },
    body: new URLSearchParams(words),
  });
  const cookie = response.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  if (response.status >= 400 || cookie === '') throw new Error(`signing in was answered ${response.status}`);
  return cookie;
}

/** A key of the API that may read invoices. */
export async function createApiKey(env) {
  const scopes = 'billing.invoice.read';
  const { output } = await command(
    ['api-key', 'create', EMAIL, '--name', 'bench', '--scopes', scopes, '--days', '1', '--json'],
    env,
  );
  return JSON.parse(output).key;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
