import type { Readable } from 'node:stream';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { BackupToSend, Destination, StoredBackup } from '../../contract/destination.js';
import { patiently, pauseFor, type Pause } from './patience.js';
import {
  BucketRefused,
  isBackup,
  isBucketName,
  isNotThere,
  openBucket,
  understood,
  type Bucket,
} from './s3-client.js';
import { endUploads, uploadToBucket } from './s3-upload.js';

/** A bucket of any service that speaks S3; keys, region and endpoint are the environment's (AWS_…) where the place has none. */
export function makeS3Destination(pause: Pause = pauseFor): Destination {
  return {
    kind: 's3',
    fields: [
      { name: 'bucket', required: true, secret: false },
      { name: 'prefix', required: false, secret: false },
      { name: 'endpoint', required: false, secret: false },
      { name: 'region', required: false, secret: false },
      { name: 'pathStyle', required: false, secret: false },
      { name: 'accessKeyId', required: false, secret: false },
      { name: 'secretAccessKey', required: false, secret: true },
    ],
    parse(text) {
      const [, bucket = '', prefix = ''] = /^([^/]*)\/?(.*)$/.exec(text) ?? [];
      if (!isBucketName(bucket)) return err({ code: 'place-invalid', field: 'bucket', given: bucket });
      return ok({ bucket, prefix });
    },
    async open({ environment }, place) {
      const opened = await openBucket(environment, place);
      if (!opened.ok) return opened;
      const bucket = opened.value;
      const { client, sdk, prefix } = bucket;
      const asked = <T>(signal: AbortSignal, work: () => Promise<T>): Promise<Result<T, Refusal>> =>
        refusable(() => patiently(pause, signal, () => understood(bucket, work)));
      return ok({
        put: (backup, upload) =>
          refusable(async () => {
            const key = `${prefix}${backup.fileName}`;
            await uploadToBucket({ bucket, key, backup, upload, pause });
            return understood(bucket, () => storedAt(bucket, key, backup));
          }),
        list: (signal) => asked(signal, () => listAll(bucket, signal)),
        async get(location, signal) {
          const got = await asked(signal, () =>
            orMissing(() =>
              client.send(new sdk.GetObjectCommand({ Bucket: bucket.bucket, Key: location }), {
                abortSignal: signal,
              }),
            ),
          );
          if (!got.ok) return got;
          return got.value === null
            ? err({ code: 'copy-missing', file: location })
            : ok(got.value.Body as Readable);
        },
        async remove(location, signal) {
          const removed = await asked(signal, () =>
            client.send(new sdk.DeleteObjectCommand({ Bucket: bucket.bucket, Key: location }), {
              abortSignal: signal,
            }),
          );
          return removed.ok ? ok(null) : removed;
        },
        async abandon(fileName, signal) {
          const ended = await asked(signal, () => endUploads(bucket, `${prefix}${fileName}`, signal));
          return ended.ok ? ok(null) : ended;
        },
      });
    },
  };
}

async function storedAt(
  { client, sdk, bucket }: Bucket,
  key: string,
  { fileName, bytes }: BackupToSend,
): Promise<StoredBackup> {
  const head = await client.send(new sdk.HeadObjectCommand({ Bucket: bucket, Key: key }));
  if (head.ContentLength !== bytes) throw new Error(`S3 has ${head.ContentLength} bytes, not ${bytes}`);
  return { location: key, fileName, bytes, storedAt: head.LastModified ?? new Date(0) };
}

async function listAll(
  { client, sdk, bucket, prefix }: Bucket,
  signal: AbortSignal,
): Promise<readonly StoredBackup[]> {
  const found: StoredBackup[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(
      new sdk.ListObjectsV2Command({
        ...{ Bucket: bucket, Prefix: prefix },
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }),
      { abortSignal: signal },
    );
    for (const { Key = '', Size = 0, LastModified = new Date(0) } of page.Contents ?? []) {
      if (!isBackup(Key, prefix)) continue;
      found.push({
        location: Key,
        fileName: Key.slice(prefix.length),
        bytes: Size,
        storedAt: LastModified,
      });
    }
    token = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
  return found.sort((a, b) => b.storedAt.getTime() - a.storedAt.getTime());
}

async function orMissing<T>(request: () => Promise<T>): Promise<T | null> {
  try {
    return await request();
  } catch (error) {
    // NoSuchBucket is a 404 as well, and another thing to mend.
    if (isNotThere(error) && (error as Error).name !== 'NoSuchBucket') return null;
    throw error;
  }
}

async function refusable<T>(work: () => Promise<T>): Promise<Result<T, Refusal>> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof BucketRefused) return err(error.refusal);
    throw error;
  }
}
