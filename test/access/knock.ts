import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Door } from './doors.js';
import type { FullHouse, Walker } from './full-house.js';
import type { Side } from './two-sides.js';

export interface Answer {
  readonly status: number;
  readonly location: string;
  readonly text: string;
}

/** Which record stands at a place of a door. */
export type Fill = (model: string) => string;

export const NEVER = '00000000-0000-7000-8000-000000000000';

export function idsOf(...sides: readonly Side[]): Fill {
  return (model) => {
    if (model === 'text') return 'ZQ';
    const row = sides.map((side) => side.get(model)).find((found) => found !== undefined);
    return String(row?.['id'] ?? row?.['month'] ?? row?.['address'] ?? NEVER);
  };
}

export function filled(text: string, fill: Fill): string {
  return text.replaceAll(/\{(\w+)\}/g, (_place, model: string) => fill(model));
}

/**
 * A request of this walker's browser, from a page of the house. The house remembers for a second that it found no session, even if its
 * row has been put back: then it is asked once more.
 */
export async function knock(house: FullHouse, walker: Walker, door: Door, fill: Fill): Promise<Answer> {
  const answer = await ask(house, walker, door, fill);
  if (answer.status !== 401 || !walker.headers['cookie'] || !answer.text.includes('not-signed-in'))
    return answer;
  await wait(FORGOTTEN_MS);
  return ask(house, walker, door, fill);
}

const FORGOTTEN_MS = 1100;

async function ask(house: FullHouse, walker: Walker, door: Door, fill: Fill): Promise<Answer> {
  const hasBody = door.method !== 'GET' && door.method !== 'HEAD';
  const headers = {
    ...{ accept: 'application/json', 'sec-fetch-site': 'same-origin' },
    ...(hasBody ? { 'content-type': 'application/json' } : {}),
    ...(hasBody && door.path.startsWith('/api/') ? { 'idempotency-key': randomUUID() } : {}),
    ...walker.headers,
  };
  const answer = await fetch(house.address + filled(door.path, fill), {
    ...{ method: door.method, headers, redirect: 'manual', signal: AbortSignal.timeout(20_000) },
    ...(hasBody ? { body: filled(JSON.stringify(door.body ?? {}), fill) } : {}),
  });
  return {
    status: answer.status,
    location: answer.headers.get('location') ?? '',
    text: await answer.text(),
  };
}
