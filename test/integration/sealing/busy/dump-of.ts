import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { TestDatabase } from '../../../harness/database.js';

const run = promisify(execFile);
const MOST_BYTES = 512 * 1024 * 1024;

/** What whoever takes the database away has: of SQLite the file and what is not in it yet, of a server what its own program writes. */
export async function dumpOf({ dialect, url }: Pick<TestDatabase, 'dialect' | 'url'>): Promise<string> {
  if (dialect === 'sqlite') {
    const file = url.replace(/^file:/, '');
    return readFileSync(file, 'latin1') + readFileSync(`${file}-wal`, 'latin1');
  }
  const { hostname, port, username, password, pathname } = new URL(url);
  const program = dialect === 'mysql' ? await mysqlDump() : 'pg_dump';
  const words =
    dialect === 'mysql'
      ? [
          '--host',
          hostname,
          '--port',
          port,
          '--user',
          username,
          '--protocol',
          'tcp',
          '--hex-blob',
          '--triggers',
          pathname.slice(1),
        ]
      : ['--dbname', url];
  const { stdout } = await run(program, words, {
    ...{ maxBuffer: MOST_BYTES, encoding: 'latin1' },
    env: { ...process.env, MYSQL_PWD: password },
  });
  return stdout;
}

/** MariaDB has renamed it. */
async function mysqlDump(): Promise<string> {
  return run('mariadb-dump', ['--version']).then(
    () => 'mariadb-dump',
    () => 'mysqldump',
  );
}
