import { ApiClient } from 'adminjs';
import { askAgain } from '../../../panel-kit/index.js';

type Call = (options: never) => Promise<unknown>;

/** AdminJS has requests of its own: a refused one is repeated too, once the reader has shown again who they are. */
export function askAgainInAdminJs(): void {
  const client = ApiClient.prototype as unknown as Record<string, Call>;
  for (const name of ['recordAction', 'resourceAction', 'bulkAction']) {
    const call = client[name];
    if (!call) continue;
    client[name] = async function repeated(this: ApiClient, options) {
      try {
        return await call.call(this, options);
      } catch (error) {
        if (!isRefused(error) || !(await askAgain())) throw error;
        return call.call(this, options);
      }
    };
  }
}

function isRefused(error: unknown): boolean {
  const { response } = error as { readonly response?: { readonly data?: unknown } };
  const data = typeof response?.data === 'string' ? response.data : JSON.stringify(response?.data ?? '');
  return data.includes('"reauthentication-required"');
}
