import type { Request } from 'express';
import type { Owned } from '../../kernel/collect-contributions.js';
import type { ApiOperation, ApiRequest } from '../../kernel/contributions.js';
import type { AnyRequest, DoorMeans } from './door-means.js';
import { ApiProblem, problemText } from './api-problem.js';
import { ClaimLost, type Claim, type Claimed, type StoredAnswer } from './idempotency.js';
import type { Caller } from './key-callers.js';

export interface WriteAnswer extends StoredAnswer {
  /** told again, not done again */
  readonly replayed: boolean;
}

/** Most requests are done long before they would be taken for dead. */
const MOST_WAIT_S = 2;

type Means = Pick<DoorMeans, 'house' | 'translator' | 'keys'>;

/** Carries out a write. Under an Idempotency-Key its effect is made once, and every same request gets the same answer. */
export async function writeOnce(
  means: Means,
  owned: Owned<ApiOperation>,
  asked: AnyRequest,
  request: Request,
  { account }: Caller,
): Promise<WriteAnswer> {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return { ...(await carryOut(means, owned, asked, asked)), replayed: false };
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key))
    throw new ApiProblem(400, { code: 'idempotency-key-malformed' });
  const { 'if-match': version = '' } = request.headers;
  const whole = [request.method, request.originalUrl, version, JSON.stringify(request.body ?? null)].join(
    '\n',
  );
  const claimed = await means.keys.claim(account, key, whole);
  return answerUnderKey(means, owned, asked, claimed);
}

async function answerUnderKey(
  means: Means,
  owned: Owned<ApiOperation>,
  asked: AnyRequest,
  claimed: Claimed,
): Promise<WriteAnswer> {
  switch (claimed.kind) {
    case 'answered':
      return { ...claimed.answer, replayed: true };
    case 'running':
      throw running(claimed.waitMs);
    case 'other-request':
      throw new ApiProblem(422, { code: 'idempotency-key-reused' });
    case 'effected':
      return underClaim(means, claimed.claim, true, () => answerOf(owned, asked, claimed.done));
    case 'held': {
      const database = means.keys.databaseUnder(claimed.claim);
      const inside = { ...asked, context: means.house.contextOver(owned.plugin, database) };
      return underClaim(means, claimed.claim, false, () => carryOut(means, owned, inside, asked));
    }
  }
}

async function underClaim(
  { keys }: Means,
  claim: Claim,
  replayed: boolean,
  work: () => Promise<StoredAnswer>,
): Promise<WriteAnswer> {
  try {
    const answer = await work();
    await keys.answer(claim, answer);
    return { ...answer, replayed };
  } catch (error) {
    if (error instanceof ClaimLost) throw running(1000);
    await keys.release(claim);
    throw error;
  }
}

/** `inside` is where the effect is made, `asked` where it is read again. */
async function carryOut(
  { translator }: Means,
  owned: Owned<ApiOperation>,
  inside: AnyRequest,
  asked: AnyRequest,
): Promise<StoredAnswer> {
  const outcome = await owned.value.handle(inside as unknown as ApiRequest);
  if (outcome.ok) return answerOf(owned, asked, outcome.value);
  const { status = 422, ...refusal } = outcome.error;
  const problem = { status, refusal, more: { plugin: owned.plugin } };
  return { status, body: problemText(translator, asked.language, problem) };
}

async function answerOf(
  { value: operation }: Owned<ApiOperation>,
  asked: AnyRequest,
  done: unknown,
): Promise<StoredAnswer> {
  const { status } = operation.answer;
  if (status === 204) return { status, body: null };
  const body = operation.answered
    ? await operation.answered(asked as unknown as ApiRequest, done as never)
    : done;
  return { status, body: JSON.stringify(body) };
}

function running(waitMs: number): ApiProblem {
  const seconds = String(Math.min(MOST_WAIT_S, Math.ceil(waitMs / 1000)));
  return new ApiProblem(409, { code: 'idempotency-key-running' }, { headers: { 'Retry-After': seconds } });
}
