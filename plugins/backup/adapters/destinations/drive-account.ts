import type { AuthPlus, drive_v3 } from '@googleapis/drive';
import { z } from 'zod';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { ComeLater, isForLater, retryAfterMs } from './patience.js';

/** The folder was made by a person and shared with the account: a narrower scope would not show it. */
const SCOPE = 'https://www.googleapis.com/auth/drive';
const GOOGLE = /^https:\/\/(?:[a-z0-9]+\.)*googleapis\.com(?=[/?]|$)/;

/** What Google's console gives for a service account, and what an OAuth client knows of somebody who agreed. */
const credentials = z.union([
  z.object({
    type: z.literal('service_account'),
    client_email: z.string().min(1),
    private_key: z.string().min(1),
  }),
  z.object({
    client_id: z.string().min(1),
    client_secret: z.string().min(1),
    refresh_token: z.string().min(1),
  }),
]);

export interface DriveRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

export interface DriveAnswer {
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly data: unknown;
}

export interface DriveAccount {
  readonly files: drive_v3.Drive['files'];
  /** Of this service, by its address: nobody else is sent a token. */
  readonly isOurs: (url: string) => boolean;
  /** Any answer but 401, 429 and 5xx. A token that has expired is asked for anew, once. */
  readonly ask: (request: DriveRequest, signal: AbortSignal) => Promise<DriveAnswer>;
}

/**
 * Refuses `place-credentials-missing`, `place-credentials-unreadable`.
 * @param root where Google's addresses are asked instead, or null
 */
export async function openDriveAccount(
  json: string,
  root: string | null,
): Promise<Result<DriveAccount, Refusal>> {
  if (json.trim() === '') return err({ code: 'place-credentials-missing' });
  const read = readCredentials(json);
  if (!read) return err({ code: 'place-credentials-unreadable' });
  const { auth, drive } = await import('@googleapis/drive');
  const client =
    'refresh_token' in read
      ? new auth.OAuth2({
          ...{ clientId: read.client_id, clientSecret: read.client_secret, forceRefreshOnFailure: true },
          credentials: { refresh_token: read.refresh_token },
        })
      : accountClient(auth, read);
  if (root !== null)
    client.transporter.interceptors.request.add({
      resolved: async (request) => {
        const { pathname, search } = new URL(request.url);
        if (GOOGLE.test(String(request.url))) request.url = new URL(`${pathname}${search}`, root);
        return request;
      },
    });
  return ok({
    files: drive({ version: 'v3', auth: client }).files,
    isOurs: (url) => GOOGLE.test(url) || (root !== null && url.startsWith(`${root.replace(/\/$/, '')}/`)),
    async ask({ method, url, headers = {}, body }, signal) {
      const answer = await understood(() =>
        client.request({
          ...{ method, url, headers, signal, retry: false, redirect: 'manual' },
          // It would look for secrets in each byte of the body: nothing of this failure is passed on but its status.
          errorRedactor: false,
          ...(body === undefined ? {} : { data: body }),
          validateStatus: (status) => status !== 401 && !isForLater(status),
        }),
      );
      return { status: answer.status, header: (name) => answer.headers.get(name), data: answer.data };
    },
  });
}

/** The library would give a token again that the service does not know any more, as long as its hour is not over. */
function accountClient(
  auth: AuthPlus,
  { client_email: email, private_key: key }: { readonly client_email: string; readonly private_key: string },
): InstanceType<AuthPlus['JWT']> {
  const client = new auth.JWT({ email, key, scopes: [SCOPE], forceRefreshOnFailure: true });
  client.transporter.interceptors.response.add({
    rejected(failure) {
      if (failure.response?.status === 401) delete client.gtoken;
      throw failure;
    },
  });
  return client;
}

function readCredentials(json: string): z.infer<typeof credentials> | null {
  try {
    return credentials.parse(JSON.parse(json));
  } catch {
    return null;
  }
}

/** Why Drive will not, as a person can mend it. */
export class DriveRefused extends Error {
  constructor(readonly refusal: Refusal) {
    super(`Drive refused: ${refusal.code}`);
  }
}

/** What a request gave. @throws ComeLater, DriveRefused */
export async function understood<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw meaning(error);
  }
}

interface Failure {
  readonly message?: string;
  readonly response?: { readonly status: number; readonly headers: Headers; readonly data?: unknown };
}

function meaning(error: unknown): unknown {
  const { response, message = 'the network failed' } = error as Failure;
  const isUnderstood = error instanceof DriveRefused || error instanceof ComeLater;
  if (isUnderstood || (error instanceof Error && error.name === 'AbortError')) return error;
  if (!response) return new ComeLater(message);
  const { status, headers, data } = response;
  if (isForLater(status))
    return new ComeLater(`Drive answered ${status}`, retryAfterMs(headers.get('retry-after'), new Date()));
  return refusalOf(status, data) ?? error;
}

const TOO_FAST = new Set(['rateLimitExceeded', 'userRateLimitExceeded', 'sharingRateLimitExceeded']);
const FULL = new Set([
  'storageQuotaExceeded',
  'teamDriveFileLimitExceeded',
  'activeItemCreationLimitExceeded',
]);

/** By https://developers.google.com/workspace/drive/api/guides/handle-errors; null for what we brought about ourselves. */
export function refusalOf(status: number, data: unknown): Error | null {
  const { reason, message } = reasonOf(data);
  if (status === 401 || reason === 'invalid_grant' || reason === 'invalid_client')
    return new DriveRefused({ code: 'place-not-let-in' });
  if (status === 403) {
    if (TOO_FAST.has(reason)) return new ComeLater(`Drive answered ${reason}`);
    if (FULL.has(reason)) return new DriveRefused({ code: 'place-full', place: 'Google Drive' });
    return new DriveRefused({ code: 'place-forbidden', place: 'Google Drive', reason: message || reason });
  }
  return null;
}

function reasonOf(data: unknown): { readonly reason: string; readonly message: string } {
  const said = z
    .object({
      error: z.union([
        z.string().transform((reason) => ({ reason, message: '' })),
        z
          .object({
            message: z.string().default(''),
            errors: z.array(z.object({ reason: z.string() })).default([]),
          })
          .transform(({ message, errors: [first] }) => ({ reason: first?.reason ?? '', message })),
      ]),
    })
    .safeParse(typeof data === 'string' ? parsed(data) : data);
  return said.success ? said.data.error : { reason: '', message: '' };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
