import type { JobDefinition } from '../../../../../src/kernel/contributions.js';
import type { SayHello } from '../../app/say-hello.js';
import { parseName } from '../../domain/greeting.js';

export const GREET = 'hello.greet-somebody';

interface GreetData {
  readonly name: string;
}

/** A job may start twice; its effect has a key and happens once. */
export function greetJob(sayHello: SayHello): JobDefinition<GreetData> {
  return {
    name: GREET,
    permission: 'hello.greet',
    parse(data) {
      const name = parseName((data as Partial<GreetData> | null)?.name);
      if (!name.ok) throw new Error(`not a greeting: ${name.error.code}`);
      return { name: name.value };
    },
    async run({ id, data, context, effectOnce }) {
      const { salutation } = await context.settings();
      const text = `${String(salutation)}, ${data.name}!`;
      await effectOnce(`hello.greet:${id}`, (tx) =>
        sayHello(tx, { name: data.name, text, saidAt: context.clock.now() }),
      );
    },
  };
}
