import type { Kysely } from 'kysely';
import type { Dialect } from '../../../../src/kernel/ports.js';
import { readMysql } from './mysql-catalogue.js';
import { readPostgresql } from './postgresql-catalogue.js';
import { readSqlite } from './sqlite-catalogue.js';
import type { Catalogue } from './table.js';

const READ: Record<Dialect, (db: Kysely<unknown>) => Promise<Catalogue>> = {
  sqlite: readSqlite,
  mysql: readMysql,
  postgresql: readPostgresql,
};

export function readCatalogue(dialect: Dialect, db: Kysely<unknown>): Promise<Catalogue> {
  return READ[dialect](db);
}
