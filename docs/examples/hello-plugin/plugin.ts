import { definePlugin } from '../../../src/kernel/plugin.js';
import { greetings } from './adapters/database/greetings.js';
import { greetingRoutes } from './adapters/http/routes.js';
import { greetJob } from './adapters/jobs/greet-job.js';
import { makeSayHello } from './app/say-hello.js';

const sayHello = makeSayHello(greetings);

export const plugin = definePlugin({
  name: 'hello',
  version: '1.0.0',
  host: '^0.1.0',
  files: new URL('.', import.meta.url),
  settings: {
    salutation: { kind: 'text', default: 'Hello', maxLength: 40 },
  },
  permissions: [
    { name: 'hello.read', grants: ['operator', 'manager'] },
    { name: 'hello.greet', grants: ['operator'] },
  ],
  register(house) {
    house.page({
      name: 'hello',
      permission: 'hello.read',
      icon: 'MessageCircle',
      component: 'docs/examples/hello-plugin/adapters/admin/hello.page.tsx',
    });
    for (const route of greetingRoutes(greetings)) house.route(route);
    house.job(greetJob(sayHello));
  },
});
