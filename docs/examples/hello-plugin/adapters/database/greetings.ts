import type { Database } from '../../../../../src/kernel/ports.js';
import { queriesOf } from '../../../../../src/query/queries.js';
import type { Greetings } from '../../app/say-hello.js';
import type { Greeting } from '../../domain/greeting.js';

interface HelloTables {
  hello_greeting: { id: string; name: string; text: string; said_at: Date };
}

export interface ReadGreetings {
  newest(database: Database, limit: number): Promise<readonly Greeting[]>;
}

export const greetings: Greetings & ReadGreetings = {
  async add(tx, { id, name, text, saidAt }) {
    await queriesOf<HelloTables>(tx.queries)
      .insertInto('hello_greeting')
      .values({ id, name, text, said_at: saidAt })
      .execute();
  },
  async newest(database, limit) {
    const rows = await queriesOf<HelloTables>(database.queries)
      .selectFrom('hello_greeting')
      .selectAll()
      .orderBy('said_at', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ id, name, text, said_at: saidAt }) => ({ id, name, text, saidAt }));
  },
};
