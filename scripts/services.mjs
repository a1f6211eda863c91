// Private instances of the servers that the tests speak to: MariaDB, PostgreSQL, Redis, MongoDB, each from the
// machine's own binaries, on a loopback port and in a data folder of its own, tuned to forget rather than to
// fsync. Standard library only: it runs before anything is installed.
//
//   node scripts/services.mjs start     prints `export …` lines and serves until it is stopped
import { execFileSync, spawn } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
} from 'node:fs';
import { openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const USER = 'countinghouse';
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 10_000;
const isRoot = process.getuid?.() === 0;

/** Servers that are running now: ended if this process goes, however it goes. */
const running = new Set();
process.on('exit', () => {
  for (const server of running) server.kill();
});

export function findBinary(...names) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin', '/usr/local/bin'];
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        continue;
      }
    }
  }
  return undefined;
}

function findPostgresFolder() {
  const root = '/usr/lib/postgresql';
  const newestFirst = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const folder = newestFirst
    .map((version) => join(root, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')));
  if (folder) return folder;
  const initdb = findBinary('initdb');
  return initdb && findBinary('postgres') ? join(initdb, '..') : undefined;
}

export function findChromium() {
  const named = process.env.PUPPETEER_EXECUTABLE_PATH;
  if (named && existsSync(named)) return named;
  return findBinary('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome');
}

async function freePort() {
  return await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function makeDataFolder(name) {
  const folder = mkdtempSync(join(tmpdir(), `countinghouse-${name}-`));
  // PostgreSQL runs as another user, who must be able to walk through.
  chmodSync(folder, 0o711);
  return folder;
}

function ownerOf(user) {
  const id = (flag) =>
    Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  return { uid: id('-u'), gid: id('-g') };
}

/** PostgreSQL refuses to run as root. */
function unprivilegedOwner() {
  if (!isRoot) return {};
  try {
    return ownerOf('postgres');
  } catch {
    return ownerOf('nobody');
  }
}

async function acceptsConnections(port) {
  return await new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.setTimeout(1_000, () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function launch({ name, folder, port, command, args, owner = {}, stopSignal = 'SIGTERM', isReady }) {
  const logFile = join(folder, 'server.log');
  const log = openSync(logFile, 'a');
  const child = spawn(command, args, { stdio: ['ignore', log, log], cwd: folder, ...owner });
  let ended;
  const exit = new Promise((resolve) => {
    child.once('error', (error) => resolve((ended = error.message)));
    child.once('exit', (code, signal) => resolve((ended = `ended with ${code ?? signal}`)));
  });
  const server = {
    kill() {
      running.delete(server);
      if (ended === undefined) child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
  running.add(server);

  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await (isReady ?? acceptsConnections)(port))) {
    if (ended !== undefined || Date.now() > deadline) {
      const lastLines = readFileSync(logFile, 'utf8').trim().split('\n').slice(-5).join('\n');
      server.kill();
      throw new Error(`${name} did not start (${ended ?? 'too slow'}):\n${lastLines}`);
    }
    await pause(50);
  }

  return {
    name,
    port,
    pid: child.pid,
    async stop() {
      child.kill(stopSignal);
      await Promise.race([exit, pause(STOP_WITHIN_MS)]);
      server.kill();
    },
  };
}

/** @returns a MariaDB with a user who may do everything, or undefined where it is not installed. */
export async function startMariaDb() {
  const [server, install] = [
    findBinary('mariadbd', 'mysqld'),
    findBinary('mariadb-install-db', 'mysql_install_db'),
  ];
  if (!server || !install) return undefined;
  const folder = makeDataFolder('mariadb');
  const data = join(folder, 'data');
  const asRoot = isRoot ? ['--user=root'] : [];
  execFileSync(
    install,
    [
      '--no-defaults',
      `--datadir=${data}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      ...asRoot,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder },
  );
  const grants = join(folder, 'grants.sql');
  const account = `'${USER}'@'%'`;
  writeFileSync(
    grants,
    `CREATE USER IF NOT EXISTS ${account} IDENTIFIED BY '${USER}';\nGRANT ALL ON *.* TO ${account} WITH GRANT OPTION;\n` +
      `CREATE DATABASE IF NOT EXISTS ${USER} CHARACTER SET utf8mb4;\n`,
  );
  const port = await freePort();
  const started = await launch({
    name: 'MariaDB',
    folder,
    port,
    command: server,
    args: [
      '--no-defaults',
      ...asRoot,
      `--datadir=${data}`,
      `--socket=${join(folder, 'mariadb.sock')}`,
      `--pid-file=${join(folder, 'mariadb.pid')}`,
      `--init-file=${grants}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      '--max-connections=300',
      '--character-set-server=utf8mb4',
      '--performance-schema=off',
      '--innodb-buffer-pool-size=256M',
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-flush-method=nosync',
      '--innodb-doublewrite=0',
      '--innodb-use-native-aio=0',
    ],
  });
  return { ...started, url: `mysql://${USER}:${USER}@127.0.0.1:${port}/${USER}` };
}

/** @returns a PostgreSQL with a superuser, or undefined where it is not installed. */
export async function startPostgres() {
  const bin = findPostgresFolder();
  if (!bin) return undefined;
  const owner = unprivilegedOwner();
  const folder = makeDataFolder('postgres');
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (owner.uid !== undefined) for (const path of [folder, data]) chownSync(path, owner.uid, owner.gid);
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', USER, '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder, ...owner },
  );
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: folder,
    max_connections: 300,
    shared_buffers: '128MB',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    autovacuum: 'off',
  };
  const started = await launch({
    name: 'PostgreSQL',
    folder,
    port,
    command: join(bin, 'postgres'),
    args: ['-D', data, ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
    owner,
    // SIGINT is its fast shutdown: SIGTERM would wait for every client to leave.
    stopSignal: 'SIGINT',
    isReady: async () => {
      try {
        execFileSync(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]);
        return true;
      } catch {
        return false;
      }
    },
  });
  return { ...started, url: `postgresql://${USER}:${USER}@127.0.0.1:${port}/postgres` };
}

/** @returns an empty Redis, or undefined where it is not installed. */
export async function startRedis() {
  const command = findBinary('redis-server', 'valkey-server');
  if (!command) return undefined;
  const folder = makeDataFolder('redis');
  const port = await freePort();
  const args = ['--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const started = await launch({ name: 'Redis', folder, port, command, args: args.map(String) });
  return { ...started, url: `redis://127.0.0.1:${port}` };
}

/** @returns an empty MongoDB (a replica set of one is not needed), or undefined where it is not installed. */
export async function startMongo() {
  const command = findBinary('mongod');
  if (!command) return undefined;
  const folder = makeDataFolder('mongo');
  const port = await freePort();
  const args = ['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1'];
  const started = await launch({ name: 'MongoDB', folder, port, command, args });
  return { ...started, url: `mongodb://127.0.0.1:${port}` };
}

const KNOWN = [
  { variable: 'TEST_MYSQL_URL', name: 'MariaDB', debian: 'mariadb-server', start: startMariaDb },
  { variable: 'TEST_POSTGRES_URL', name: 'PostgreSQL', debian: 'postgresql', start: startPostgres },
  { variable: 'TEST_REDIS_URL', name: 'Redis', debian: 'redis-server', start: startRedis },
  { variable: 'MONGODB_URL', name: 'MongoDB', start: startMongo },
];

/**
 * Starts what is installed and not already named in the environment.
 * @returns the variables that tests read, what is missing and why, and how to end all of it.
 */
export async function startServices(environment = process.env) {
  const env = {};
  const started = [];
  const missing = [];
  await Promise.all(
    KNOWN.map(async ({ variable, name, debian, start }) => {
      if (environment[variable]) {
        env[variable] = environment[variable];
        return;
      }
      try {
        const service = await start();
        if (service) {
          started.push(service);
          env[variable] = service.url;
          return;
        }
        const remedy = debian ? `apt-get install ${debian}, or set ${variable}` : `set ${variable}`;
        missing.push({ name, variable, debian, reason: `${name} is not installed (${remedy})` });
      } catch (error) {
        missing.push({ name, variable, debian, reason: String(error.stderr ?? error.message).trim() });
      }
    }),
  );
  const chromium = findChromium();
  if (chromium) env.PUPPETEER_EXECUTABLE_PATH = chromium;
  else {
    const reason = 'no Chromium (apt-get install chromium, or set PUPPETEER_EXECUTABLE_PATH)';
    missing.push({ name: 'Chromium', variable: 'PUPPETEER_EXECUTABLE_PATH', debian: 'chromium', reason });
  }
  return { env, started, missing, stop: async () => void (await Promise.all(started.map((s) => s.stop()))) };
}

async function serveUntilStopped() {
  const services = await startServices();
  for (const [key, value] of Object.entries(services.env)) console.log(`export ${key}='${value}'`);
  for (const { name, pid } of services.started) console.log(`# ${name} is process ${pid}`);
  for (const { reason } of services.missing) console.log(`# skipped: ${reason}`);
  console.log(`# ends with: kill ${process.pid}`);
  const alive = setInterval(() => undefined, 60_000);
  let stopping;
  // `on`, not `once`: a second signal while the servers go down must not leave them behind.
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      stopping ??= services.stop().finally(() => process.exit(0));
      clearInterval(alive);
    });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === 'start') await serveUntilStopped();
  else {
    console.error('usage: node scripts/services.mjs start');
    process.exit(2);
  }
}
