import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type Dialect } from 'kysely';
import { PostgresqlDriver } from './postgresql-driver.js';

export function postgresqlDialect(url: string): Dialect {
  return {
    createDriver: () => new PostgresqlDriver(url),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  };
}
