import { defineEvent } from '../../../../src/kernel/events.js';

export interface GreetingSaid {
  readonly greetingId: string;
  readonly name: string;
}

export const greetingSaid = defineEvent<GreetingSaid>('hello.greeting-said', 'Somebody was greeted.');
