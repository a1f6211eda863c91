// The bare drivers, as a hand-written program uses them.
import Database from 'better-sqlite3';
import mysql from 'mysql2/promise';
import { newId } from '../../dist/src/values/ids.js';

const AT = '2026-11-01 00:00:00.000';

/** `all(sql, parameters)` reads, `importer()` writes inside one transaction; `?` stands for a parameter on both. */
export async function openRaw(url) {
  return url.startsWith('mysql') ? openMySql(url) : openSqlite(url.replace(/^file:/, ''));
}

function openSqlite(path) {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = ON');
  const statements = new Map();
  const prepared = (sql) => {
    if (!statements.has(sql)) statements.set(sql, db.prepare(sql));
    return statements.get(sql);
  };
  const write = (sql, parameters) => prepared(sql).run(parameters);
  return {
    all: async (sql, parameters = []) => prepared(sql).all(parameters),
    importer: () => importerOver(write, '"'),
    begin: async () => db.exec('begin immediate'),
    commit: async () => db.exec('commit'),
    close: async () => db.close(),
  };
}

async function openMySql(url) {
  const connection = await mysql.createConnection({ uri: url, timezone: 'Z', dateStrings: true });
  // Plain query: a prepared statement of 8,500 parameters is slower to bind than to spell out.
  const write = (sql, parameters) => connection.query(sql, parameters);
  return {
    all: async (sql, parameters = []) => (await connection.execute(sql, parameters))[0],
    importer: () => importerOver(write, '`'),
    begin: () => connection.beginTransaction(),
    commit: () => connection.commit(),
    close: () => connection.end(),
  };
}

function importerOver(write, quote) {
  const name = (text) => `${quote}${text}${quote}`;
  const insert = async (table, columns, rows) => {
    const tuple = `(${columns.map(() => '?').join(',')})`;
    const sql = `insert into ${name(table)} (${columns.map(name).join(',')}) values ${rows.map(() => tuple).join(',')}`;
    await write(sql, rows.flat());
  };
  const geo = newId();
  const office = newId();
  let place = async () => {
    await insert('geo', ['id', 'code', 'name', 'created_at', 'updated_at'], [[geo, 'MAIN', 'MAIN', AT, AT]]);
    await insert(
      'office',
      ['id', 'code', 'name', 'geo_id', 'created_at', 'updated_at'],
      [[office, 'MAIN', 'MAIN', geo, AT, AT]],
    );
    place = async () => undefined;
  };
  const createRepresentative = async (code) => {
    await place();
    const id = newId();
    const columns = ['id', 'code', 'name', 'office_id', 'geo_id', 'currency', 'created_at', 'updated_at'];
    await insert('representative', columns, [[id, code, code, office, geo, 'EUR', AT, AT]]);
    return id;
  };
  return { insert, createRepresentative, at: AT };
}
