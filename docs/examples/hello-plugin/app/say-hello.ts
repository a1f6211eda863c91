import type { Transaction } from '../../../../src/kernel/ports.js';
import { newId } from '../../../../src/values/ids.js';
import { greetingSaid } from '../contract/events.js';
import type { Greeting } from '../domain/greeting.js';

export interface Greetings {
  add(tx: Transaction, greeting: Greeting): Promise<void>;
}

/** Writes a greeting down and tells everybody who listens, both or neither. */
export function makeSayHello(greetings: Greetings) {
  return async (tx: Transaction, said: Omit<Greeting, 'id'>): Promise<Greeting> => {
    const greeting = { ...said, id: newId() };
    await greetings.add(tx, greeting);
    await tx.emit(greetingSaid, { greetingId: greeting.id, name: greeting.name });
    return greeting;
  };
}

export type SayHello = ReturnType<typeof makeSayHello>;
