import type { ApiRequest } from '../../kernel/contributions.js';
import type { AssembledHouse } from '../../kernel/lifecycle.js';
import type { Logger } from '../../kernel/ports.js';
import type { HouseTranslator } from '../i18n/create-translator.js';
import type { SpendAllowance } from './allowance.js';
import type { FindCaller } from './api-callers.js';
import type { IdempotencyKeys } from './idempotency.js';

export interface DoorMeans {
  readonly house: AssembledHouse;
  readonly translator: HouseTranslator;
  readonly findCaller: FindCaller;
  readonly spendAllowance: SpendAllowance;
  /** requests a minute that one key or user may make */
  readonly limit: () => Promise<number>;
  readonly keys: IdempotencyKeys;
  /** the OpenAPI document, as JSON */
  readonly document: () => string;
  readonly log: Logger;
}

export type AnyRequest = Omit<ApiRequest, 'parameters' | 'body'> & {
  readonly parameters: unknown;
  readonly body: unknown;
};
