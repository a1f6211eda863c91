// What lies in a bucket, and the uploads by parts that are not put together yet.
import { createHash, randomUUID } from 'node:crypto';

export interface S3Object {
  readonly key: string;
  readonly content: Buffer;
  readonly etag: string;
  readonly sha256: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly at: Date;
}

interface Part {
  readonly number: number;
  readonly content: Buffer;
  readonly md5: string;
  readonly sha256: string | null;
}

export interface Parts {
  readonly id: string;
  readonly key: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly begunAt: Date;
  readonly parts: Map<number, Part>;
}

const LEAST_PART = 5 * 1024 * 1024;

export class TestBucket {
  readonly objects = new Map<string, S3Object>();
  readonly uploads = new Map<string, Parts>();

  begin(key: string, metadata: Parts['metadata'], begunAt = new Date()): string {
    const id = randomUUID();
    this.uploads.set(id, { id, key, metadata, begunAt, parts: new Map() });
    return id;
  }

  /** @param sha256 base64, as the client said and the bucket knows of such */
  take({ parts }: Parts, number: number, content: Buffer, sha256: string | null): Part {
    const part = { number, content, md5: digest('md5', content).toString('hex'), sha256 };
    parts.set(number, part);
    return part;
  }

  /** Puts together what the client names; a code of S3 when it cannot. */
  complete(
    upload: Parts,
    named: readonly { readonly number: number; readonly etag: string; readonly sha256: string | null }[],
  ): S3Object | string {
    if (named.length === 0) return 'MalformedXML';
    if (named.some(({ number }, place) => place > 0 && number <= named[place - 1]!.number))
      return 'InvalidPartOrder';
    const parts: Part[] = [];
    for (const [place, { number, etag, sha256 }] of named.entries()) {
      const part = upload.parts.get(number);
      if (!part || part.md5 !== etag || part.sha256 !== sha256) return 'InvalidPart';
      if (place < named.length - 1 && part.content.length < LEAST_PART) return 'EntityTooSmall';
      parts.push(part);
    }
    const all = (name: 'md5' | 'sha256'): Buffer =>
      digest(name, Buffer.concat(parts.map(({ content }) => digest(name, content))));
    const object: S3Object = {
      ...{ key: upload.key, metadata: upload.metadata, at: new Date() },
      content: Buffer.concat(parts.map(({ content }) => content)),
      etag: `${all('md5').toString('hex')}-${parts.length}`,
      sha256: parts.every(({ sha256 }) => sha256 !== null)
        ? `${all('sha256').toString('base64')}-${parts.length}`
        : null,
    };
    this.objects.set(upload.key, object);
    this.uploads.delete(upload.id);
    return object;
  }
}

export function digest(name: 'md5' | 'sha256', content: Buffer): Buffer {
  return createHash(name).update(content).digest();
}
