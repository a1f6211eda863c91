import type { HttpRoute } from '../../../../../src/kernel/contributions.js';
import { parseName } from '../../domain/greeting.js';
import type { ReadGreetings } from '../database/greetings.js';
import { GREET } from '../jobs/greet-job.js';

const SHOWN = 20;

/** GET and POST /admin/x/hello/greetings. Session, permission and origin were checked before a handler runs. */
export function greetingRoutes(greetings: ReadGreetings): readonly HttpRoute[] {
  return [
    {
      method: 'GET',
      path: '/greetings',
      permission: 'hello.read',
      handle: async ({ context }) => ({
        json: { greetings: await greetings.newest(context.database, SHOWN) },
      }),
    },
    {
      method: 'POST',
      path: '/greetings',
      permission: 'hello.greet',
      handle: async ({ context, actor, body }) => {
        const name = parseName(body['name']);
        if (!name.ok) return { refusal: name.error };
        const job = await context.jobs.schedule(GREET, { name: name.value }, { requestedBy: actor });
        return { status: 202, json: { job } };
      },
    },
  ];
}
