import type * as sdk from '@aws-sdk/client-s3';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { ComeLater, isForLater, retryAfterMs } from './patience.js';

/** The package itself, loaded when a bucket is first used. */
export type S3Sdk = typeof sdk;

export interface Bucket {
  readonly client: sdk.S3Client;
  readonly sdk: S3Sdk;
  readonly bucket: string;
  /** empty, or ends with a slash */
  readonly prefix: string;
}

const OURS = /\.age$/;

/** It lies at the place itself, not below it. */
export function isBackup(key: string, prefix: string): boolean {
  const name = key.slice(prefix.length);
  return key.startsWith(prefix) && OURS.test(name) && !name.includes('/');
}

type Values = Readonly<Record<string, string>>;

const USUAL_REGION = 'us-east-1';

/** Refuses `place-invalid` { field }, `place-credentials-missing`. What the place does not say, the environment may. */
export async function openBucket(environment: Values, place: Values): Promise<Result<Bucket, Refusal>> {
  const { bucket = '', prefix = '' } = place;
  if (!isBucketName(bucket)) return err({ code: 'place-invalid', field: 'bucket', given: bucket });
  const endpoint = place['endpoint'] || environment['AWS_ENDPOINT_URL'];
  if (endpoint !== undefined && !isHttp(endpoint))
    return err({ code: 'place-invalid', field: 'endpoint', given: endpoint });
  const accessKeyId = place['accessKeyId'] || environment['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = place['secretAccessKey'] || environment['AWS_SECRET_ACCESS_KEY'];
  if (!accessKeyId || !secretAccessKey) return err({ code: 'place-credentials-missing' });
  const sessionToken = place['accessKeyId'] ? undefined : environment['AWS_SESSION_TOKEN'];
  const sdk = await import('@aws-sdk/client-s3');
  const client = new sdk.S3Client({
    region: place['region'] || environment['AWS_REGION'] || USUAL_REGION,
    ...(endpoint === undefined ? {} : { endpoint }),
    // Servers of one's own seldom have a name of their own for every bucket.
    forcePathStyle: place['pathStyle'] === 'yes' || (!place['pathStyle'] && endpoint !== undefined),
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) },
    // Each part carries a digest that every S3 compares; the further ones of AWS are unknown to some.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // Tried again by ourselves, after asking what has arrived.
    maxAttempts: 1,
  });
  return ok({ client, sdk, bucket, prefix: prefix === '' ? '' : `${prefix.replace(/^\/+|\/+$/g, '')}/` });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export function isBucketName(text: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text);
}

function isHttp(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** Why the bucket will not, as a person can mend it. */
export class BucketRefused extends Error {
  constructor(readonly refusal: Refusal) {
    super(`S3 refused: ${refusal.code}`);
  }
}

interface Failure {
  readonly name?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

const WRONG_KEYS = new Set(['InvalidAccessKeyId', 'SignatureDoesNotMatch', 'ExpiredToken', 'InvalidToken']);
const FULL = new Set(['QuotaExceeded', 'XMinioStorageFull', 'XMinioAdminBucketQuotaExceeded']);
/** What arrived is not what was sent: sent again it may be. */
const ALTERED = new Set([
  'BadDigest',
  'XAmzContentSHA256Mismatch',
  'IncompleteBody',
  'RequestTimeout',
  'SlowDown',
]);

/** What a request gave. @throws ComeLater, BucketRefused, and the service's own error for what is not there */
export async function understood<T>({ bucket }: Bucket, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw meaning(bucket, error);
  }
}

function meaning(bucket: string, error: unknown): unknown {
  const { name = '', message = '', $metadata, $response } = error as Failure;
  if (name === 'AbortError' || error instanceof BucketRefused) return error;
  const status = $metadata?.httpStatusCode;
  if (status === undefined) return new ComeLater(message || name, null, { cause: error });
  if (FULL.has(name)) return new BucketRefused({ code: 'place-full', place: bucket });
  if (isForLater(status) || ALTERED.has(name))
    return new ComeLater(
      `S3 answered ${status} ${name}`,
      retryAfterMs($response?.headers?.['retry-after'], new Date()),
      { cause: error },
    );
  if (name === 'NoSuchBucket') return new BucketRefused({ code: 'place-missing', place: bucket });
  if (WRONG_KEYS.has(name)) return new BucketRefused({ code: 'place-not-let-in' });
  if (status === 403) return new BucketRefused({ code: 'place-forbidden', place: bucket, reason: message });
  return error;
}

export function isNotThere(error: unknown): boolean {
  const { name, $metadata } = error as Failure;
  return name === 'NoSuchUpload' || name === 'NoSuchKey' || $metadata?.httpStatusCode === 404;
}
