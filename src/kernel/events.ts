/**
 * A kind of event, exported from a plugin's `contract/`. Its payload is JSON: strings, numbers, booleans, arrays, objects
 * (amounts as minor units in a string, dates as YYYY-MM-DD, instants as ISO 8601).
 */
export interface EventType<Payload> {
  /** `<plugin>.<noun>-<past participle>`, e.g. `billing.invoice-issued` */
  readonly name: string;
  /** what a reader of docs/generated/events.md is told */
  readonly description: string;
  readonly payloadOf?: (payload: Payload) => void;
}

export function defineEvent<Payload>(name: string, description: string): EventType<Payload> {
  return { name, description };
}

/** An event as a subscriber receives it: at least once, so a handler is idempotent by (`id`, subscriber). */
export interface DeliveredEvent<Payload> {
  readonly id: string;
  readonly name: string;
  readonly occurredAt: Date;
  readonly payload: Payload;
}
