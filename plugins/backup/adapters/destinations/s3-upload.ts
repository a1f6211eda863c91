import { createHash } from 'node:crypto';
import type { ListMultipartUploadsCommandInput, ListMultipartUploadsCommandOutput } from '@aws-sdk/client-s3';
import type { BackupToSend, UploadProgress } from '../../contract/destination.js';
import { readPart } from './file-part.js';
import { ComeLater, patiently, type Pause } from './patience.js';
import { isBackup, isNotThere, understood, type Bucket } from './s3-client.js';

const PART = 8 * 1024 * 1024;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const MOST_PARTS = 10_000;
/** No job goes on for as long. */
const WEEK_MS = 7 * 24 * 60 * 60_000;

interface Upload {
  readonly bucket: Bucket;
  readonly key: string;
  readonly backup: BackupToSend;
  readonly upload: UploadProgress;
  readonly pause: Pause;
}

/** What the service says of what it has: the SHA-256 (base64) where it knows of such, the MD5 in quotes where its ETags are that. */
interface Said {
  readonly ETag?: string | undefined;
  readonly ChecksumSHA256?: string | undefined;
}

interface Arrived extends Said {
  readonly number: number;
  readonly size: number;
}

interface Digests {
  readonly md5: Buffer;
  readonly sha256: Buffer;
}

/** Sends what is not there yet, and puts the parts together. Compares the digest of each part, and of them all. */
export async function uploadToBucket(order: Upload): Promise<void> {
  const { bucket, key, backup, upload } = order;
  const { client, sdk } = bucket;
  const ask = <T>(work: () => Promise<T>): Promise<T> =>
    patiently(order.pause, upload.signal, () => understood(bucket, work));

  const resumed = upload.resume === null ? null : await ask(() => partsOf(order, upload.resume ?? ''));
  if (resumed === null && (await ask(() => isThere(order)))) return;
  const uploadId = resumed === null ? await ask(() => begin(order)) : (upload.resume ?? '');
  const where = { Bucket: bucket.bucket, Key: key, UploadId: uploadId };
  const arrived = new Map((resumed ?? []).map((part) => [part.number, part]));

  const size = Math.max(PART, Math.ceil(backup.bytes / MOST_PARTS));
  const parts: (Said & { readonly PartNumber: number })[] = [];
  const digests: Digests[] = [];
  for (let offset = 0; offset < backup.bytes; offset += size) {
    const PartNumber = parts.length + 1;
    const Body = await readPart(backup.path, offset, Math.min(size, backup.bytes - offset));
    const digest = digestsOf(Body);
    const before = arrived.get(PartNumber);
    const said: Said =
      before?.size === Body.length && isSame(before, digest)
        ? before
        : await ask(async () => {
            const part = new sdk.UploadPartCommand({
              ...{ ...where, PartNumber, Body, ContentLength: Body.length },
              ContentMD5: digest.md5.toString('base64'),
              ChecksumSHA256: digest.sha256.toString('base64'),
            });
            const answer = await client.send(part, { abortSignal: upload.signal });
            if (!isSame(answer, digest)) throw new ComeLater(`S3 took another part ${PartNumber}`);
            return answer;
          });
    parts.push({ PartNumber, ETag: said.ETag, ChecksumSHA256: said.ChecksumSHA256 });
    digests.push(digest);
    await upload.progress(offset + Body.length);
  }

  const whole = await ask(async () => {
    try {
      return await client.send(
        new sdk.CompleteMultipartUploadCommand({ ...where, MultipartUpload: { Parts: parts } }),
        { abortSignal: upload.signal },
      );
    } catch (error) {
      // Put together already, and the answer was cut.
      if (isNotThere(error) && (await isThere(order))) return null;
      throw error;
    }
  });
  if (whole === null || isSame(whole, digestsOfAll(digests), `-${parts.length}`)) return;
  await ask(() => client.send(new sdk.DeleteObjectCommand({ Bucket: bucket.bucket, Key: key })));
  throw new Error(`S3 has ${whole.ETag ?? 'something'}, which is not what was sent`);
}

function digestsOf(content: Buffer): Digests {
  return {
    md5: createHash('md5').update(content).digest(),
    sha256: createHash('sha256').update(content).digest(),
  };
}

/** Of an object that was put together from parts: the digest of their digests, then how many they are. */
function digestsOfAll(parts: readonly Digests[]): Digests {
  return {
    md5: createHash('md5')
      .update(Buffer.concat(parts.map(({ md5 }) => md5)))
      .digest(),
    sha256: createHash('sha256')
      .update(Buffer.concat(parts.map(({ sha256 }) => sha256)))
      .digest(),
  };
}

/** With keys of the provider's own (SSE-KMS) an ETag is no digest: then the SHA-256 is. */
function isSame({ ETag = '', ChecksumSHA256 }: Said, { md5, sha256 }: Digests, suffix = ''): boolean {
  if (ChecksumSHA256 !== undefined) return ChecksumSHA256 === `${sha256.toString('base64')}${suffix}`;
  return ETag.replaceAll('"', '') === `${md5.toString('hex')}${suffix}`;
}

/** Null when the upload is not known any more. */
async function partsOf({ bucket, key }: Upload, uploadId: string): Promise<readonly Arrived[] | null> {
  const { client, sdk } = bucket;
  const found: Arrived[] = [];
  let marker: string | undefined;
  try {
    do {
      const page = await client.send(
        new sdk.ListPartsCommand({
          ...{ Bucket: bucket.bucket, Key: key, UploadId: uploadId },
          ...(marker === undefined ? {} : { PartNumberMarker: marker }),
        }),
      );
      for (const { PartNumber = 0, Size = 0, ETag, ChecksumSHA256 } of page.Parts ?? [])
        found.push({ number: PartNumber, size: Size, ETag, ChecksumSHA256 });
      marker = page.IsTruncated ? page.NextPartNumberMarker : undefined;
    } while (marker !== undefined);
    return found;
  } catch (error) {
    if (isNotThere(error)) return null;
    throw error;
  }
}

/**
 * Ends every upload of that key, and of other backups there those that nobody has gone on with for a week: their parts would be kept, and
 * paid for, for ever.
 */
export async function endUploads(
  { client, sdk, bucket, prefix }: Bucket,
  key: string,
  abortSignal: AbortSignal,
): Promise<void> {
  const forgotten = Date.now() - WEEK_MS;
  let from: Pick<ListMultipartUploadsCommandInput, 'KeyMarker' | 'UploadIdMarker'> | null = {};
  while (from !== null) {
    const page: ListMultipartUploadsCommandOutput = await client.send(
      new sdk.ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix, ...from }),
      { abortSignal },
    );
    for (const { Key = '', UploadId, Initiated } of page.Uploads ?? []) {
      const isForgotten = isBackup(Key, prefix) && Initiated !== undefined && Initiated.getTime() < forgotten;
      if (Key !== key && !isForgotten) continue;
      await client.send(new sdk.AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }), {
        abortSignal,
      });
    }
    from = page.IsTruncated
      ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
      : null;
  }
}

async function begin({ bucket, key, backup, upload }: Upload): Promise<string> {
  const { client, sdk } = bucket;
  await endUploads(bucket, key, upload.signal);
  const { UploadId = '' } = await client.send(
    new sdk.CreateMultipartUploadCommand({
      ...{ Bucket: bucket.bucket, Key: key },
      ...{ ContentType: 'application/octet-stream', Metadata: { sha256: backup.sha256 } },
      ChecksumAlgorithm: 'SHA256',
    }),
  );
  await upload.remember(UploadId);
  return UploadId;
}

async function isThere({ bucket, key, backup }: Upload): Promise<boolean> {
  try {
    const { ContentLength, Metadata } = await bucket.client.send(
      new bucket.sdk.HeadObjectCommand({ Bucket: bucket.bucket, Key: key }),
    );
    return ContentLength === backup.bytes && Metadata?.['sha256'] === backup.sha256;
  } catch (error) {
    if (isNotThere(error)) return false;
    throw error;
  }
}
