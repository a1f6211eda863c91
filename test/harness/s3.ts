// S3 over HTTP on this machine (https://docs.aws.amazon.com/AmazonS3/latest/API): it computes every signature and digest itself, so that a
// request which a real service would refuse fails the specification. It breaks on demand.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { digest, TestBucket, type Parts, type S3Object } from './s3/bucket.js';
import { refusedSignature, type S3Keys } from './s3/signature.js';

export type S3Fault =
  /** closes the connection after so many bytes of the body, or after the effect */
  | { readonly kind: 'cut'; readonly after: number | 'effect' }
  | { readonly kind: 'status'; readonly status: number; readonly code: string; readonly retryAfter?: string }
  /** what arrives is not what was sent, and the service does not notice */
  | { readonly kind: 'altered' }
  | { readonly kind: 'expired-upload' };

export interface S3Call {
  readonly what:
    'begin' | 'part' | 'parts' | 'complete' | 'abort' | 'uploads' | 'list' | 'head' | 'get' | 'remove';
  readonly number: number;
  status: number;
}

export interface S3Options {
  /** false: knows no digest but Content-MD5, as simple services do */
  readonly knowsSha256?: boolean;
}

interface Answer {
  readonly status: number;
  readonly body?: Buffer | string;
  readonly headers?: Readonly<Record<string, string>>;
}

const KEYS: S3Keys = {
  accessKeyId: 'AKIAHOUSETEST0000001',
  secretAccessKey: 'a/secret+of/the/house/that/is/not/one000',
  region: 'eu-test-1',
};

export class TestS3 {
  readonly calls: S3Call[] = [];
  readonly mistakes: string[] = [];
  readonly bucket = new TestBucket();
  readonly name = 'backups-of-the-house';
  /** objects a page of a list, parts a page of theirs */
  pageSize = 1000;
  private faultOf: (call: S3Call) => S3Fault | null = () => null;
  private readonly server = createServer((request, response) => void this.serve(request, response));

  private constructor(private readonly knowsSha256: boolean) {}

  static async start({ knowsSha256 = true }: S3Options = {}): Promise<TestS3> {
    const s3 = new TestS3(knowsSha256);
    await new Promise<void>((resolve) => s3.server.listen(0, '127.0.0.1', resolve));
    return s3;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get environment(): Readonly<Record<string, string>> {
    return {
      AWS_ENDPOINT_URL: this.endpoint,
      AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
      AWS_REGION: KEYS.region,
    };
  }

  callsOf(what: S3Call['what']): readonly S3Call[] {
    return this.calls.filter((call) => call.what === what);
  }

  /** Says for each request what goes wrong with it; replaces what was said before. */
  breaks(faultOf: (call: S3Call) => S3Fault | null): void {
    this.faultOf = faultOf;
  }

  breaksNext(what: S3Call['what'], fault: S3Fault, times = 1): void {
    let left = times;
    this.breaks((call) => (call.what === what && left-- > 0 ? fault : null));
  }

  /** @throws when a request came that a real service would not have taken, or parts are left that somebody goes on paying for */
  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    if (this.mistakes.length > 0) throw new Error(`S3 was asked wrongly: ${this.mistakes.join('; ')}`);
    const left = [...this.bucket.uploads.values()].map(({ key }) => key);
    if (left.length > 0) throw new Error(`S3 keeps parts of uploads that nobody ended: ${left.join(', ')}`);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.on('error', () => undefined);
    const url = new URL(request.url ?? '/', this.endpoint);
    const call: S3Call = {
      what: whatOf(request, url),
      number: Number(url.searchParams.get('partNumber') ?? 0),
      status: 0,
    };
    this.calls.push(call);
    const fault = this.faultOf(call);
    if (fault?.kind === 'cut' && fault.after !== 'effect') return cut(request, fault.after);
    const body = await readBody(request);
    if (body === null) return;
    if (fault?.kind === 'expired-upload') this.bucket.uploads.clear();
    const answer = fault?.kind === 'status' ? broken(fault) : this.answer(call, request, url, body, fault);
    call.status = answer.status;
    if (fault?.kind === 'cut') return void request.socket.resetAndDestroy();
    const bytes = Buffer.from(answer.body ?? '');
    response
      .writeHead(answer.status, {
        ...(typeof answer.body === 'string' ? { 'content-type': 'application/xml' } : {}),
        ...(call.what === 'head' ? {} : { 'content-length': bytes.length }),
        ...answer.headers,
      })
      .end(call.what === 'head' ? undefined : bytes);
  }

  private answer(
    call: S3Call,
    request: IncomingMessage,
    url: URL,
    body: Buffer,
    fault: S3Fault | null,
  ): Answer {
    const refused = refusedSignature(request, body, KEYS);
    if (refused !== null) return problem(refused === 'AuthorizationHeaderMalformed' ? 400 : 403, refused);
    const [, bucket = '', ...path] = url.pathname.split('/').map(decodeURIComponent);
    if (bucket !== this.name) return problem(404, 'NoSuchBucket');
    const key = path.join('/');
    const query = url.searchParams;
    const upload = this.bucket.uploads.get(query.get('uploadId') ?? '');
    switch (call.what) {
      case 'begin':
        return this.begin(request, key);
      case 'part':
        return upload ? this.take(call, request, upload, body, fault) : problem(404, 'NoSuchUpload');
      case 'parts':
        return upload ? this.parts(upload, query) : problem(404, 'NoSuchUpload');
      case 'complete':
        return upload ? this.complete(upload, body) : problem(404, 'NoSuchUpload');
      case 'abort':
        return this.bucket.uploads.delete(query.get('uploadId') ?? '')
          ? { status: 204 }
          : problem(404, 'NoSuchUpload');
      case 'uploads':
        return this.uploads(query);
      case 'list':
        return this.list(query);
      case 'remove':
        this.bucket.objects.delete(key);
        return { status: 204 };
      case 'head':
      case 'get': {
        const object = this.bucket.objects.get(key);
        return object ? shown(object) : problem(404, 'NoSuchKey');
      }
    }
  }

  private begin({ headers }: IncomingMessage, key: string): Answer {
    if (key === '') return this.wrong('an upload without a key');
    const metadata = Object.fromEntries(
      Object.entries(headers)
        .filter(([name]) => name.startsWith('x-amz-meta-'))
        .map(([name, value]) => [name, String(value)]),
    );
    const id = this.bucket.begin(key, metadata);
    return xml('InitiateMultipartUploadResult', `<Key>${key}</Key><UploadId>${id}</UploadId>`);
  }

  private take(
    { number }: S3Call,
    { headers }: IncomingMessage,
    upload: Parts,
    body: Buffer,
    fault: S3Fault | null,
  ): Answer {
    if (number < 1 || number > 10_000) return this.wrong(`part ${number}`);
    if (Number(headers['content-length']) !== body.length) return this.wrong('Content-Length');
    const md5 = headers['content-md5'];
    const sha256 = headers['x-amz-checksum-sha256'];
    if (md5 === undefined) return this.wrong('a part without Content-MD5');
    if (md5 !== digest('md5', body).toString('base64')) return problem(400, 'BadDigest');
    if (sha256 !== undefined && sha256 !== digest('sha256', body).toString('base64'))
      return problem(400, 'BadDigest');
    const content = fault?.kind === 'altered' ? Buffer.from(body).fill(0, 0, 1) : body;
    const known = this.knowsSha256 && sha256 !== undefined;
    const part = this.bucket.take(
      upload,
      number,
      content,
      known ? digest('sha256', content).toString('base64') : null,
    );
    return {
      status: 200,
      headers: {
        etag: `"${part.md5}"`,
        ...(part.sha256 === null ? {} : { 'x-amz-checksum-sha256': part.sha256 }),
      },
    };
  }

  private parts(upload: Parts, query: URLSearchParams): Answer {
    const after = Number(query.get('part-number-marker') ?? 0);
    const all = [...upload.parts.values()].filter(({ number }) => number > after);
    const page = all.sort((a, b) => a.number - b.number).slice(0, this.pageSize);
    const parts = page.map(
      ({ number, content, md5, sha256 }) =>
        `<Part><PartNumber>${number}</PartNumber><ETag>&quot;${md5}&quot;</ETag><Size>${content.length}</Size>${sha256 === null ? '' : `<ChecksumSHA256>${sha256}</ChecksumSHA256>`}</Part>`,
    );
    const isMore = all.length > page.length;
    const marker = isMore ? `<NextPartNumberMarker>${page.at(-1)?.number}</NextPartNumberMarker>` : '';
    return xml('ListPartsResult', `<IsTruncated>${isMore}</IsTruncated>${marker}${parts.join('')}`);
  }

  private complete(upload: Parts, body: Buffer): Answer {
    const named = [...body.toString('utf8').matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = '']) => ({
      number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
      etag: (/<ETag>(.*?)</.exec(part)?.[1] ?? '').replace(/&quot;|"/g, ''),
      sha256: /<ChecksumSHA256>(.*?)</.exec(part)?.[1] ?? null,
    }));
    const object = this.bucket.complete(upload, named);
    if (typeof object === 'string') return this.wrong(object);
    const checksum = object.sha256 === null ? '' : `<ChecksumSHA256>${object.sha256}</ChecksumSHA256>`;
    return xml(
      'CompleteMultipartUploadResult',
      `<Key>${object.key}</Key><ETag>&quot;${object.etag}&quot;</ETag>${checksum}`,
    );
  }

  private uploads(query: URLSearchParams): Answer {
    const prefix = query.get('prefix') ?? '';
    const after = [query.get('key-marker') ?? '', query.get('upload-id-marker') ?? ''].join();
    const found = [...this.bucket.uploads.values()].filter(
      ({ key, id }) => key.startsWith(prefix) && [key, id].join() > after,
    );
    const page = found.sort((a, b) => ([a.key, a.id].join() < [b.key, b.id].join() ? -1 : 1));
    const uploads = page
      .slice(0, this.pageSize)
      .map(
        ({ id, key, begunAt }) =>
          `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${begunAt.toISOString()}</Initiated></Upload>`,
      );
    const last = page.length > this.pageSize ? page[this.pageSize - 1] : undefined;
    const next = last
      ? `<NextKeyMarker>${last.key}</NextKeyMarker><NextUploadIdMarker>${last.id}</NextUploadIdMarker>`
      : '';
    return xml(
      'ListMultipartUploadsResult',
      `<IsTruncated>${last !== undefined}</IsTruncated>${next}${uploads.join('')}`,
    );
  }

  private list(query: URLSearchParams): Answer {
    const prefix = query.get('prefix') ?? '';
    const after = query.get('continuation-token') ?? '';
    const all = [...this.bucket.objects.values()]
      .filter(({ key }) => key.startsWith(prefix) && key > after)
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    const page = all.slice(0, this.pageSize);
    const isMore = all.length > page.length;
    const next = isMore ? `<NextContinuationToken>${page.at(-1)?.key}</NextContinuationToken>` : '';
    const contents = page.map(
      ({ key, content, etag, at }) =>
        `<Contents><Key>${key}</Key><LastModified>${at.toISOString()}</LastModified><ETag>&quot;${etag}&quot;</ETag><Size>${content.length}</Size></Contents>`,
    );
    return xml('ListBucketResult', `<IsTruncated>${isMore}</IsTruncated>${next}${contents.join('')}`);
  }

  private wrong(sentence: string): Answer {
    this.mistakes.push(sentence);
    return problem(400, sentence.includes(' ') ? 'InvalidRequest' : sentence);
  }
}

function whatOf({ method }: IncomingMessage, { pathname, searchParams: query }: URL): S3Call['what'] {
  const isOfBucket = pathname.split('/').length < 3 || pathname.endsWith('/');
  if (isOfBucket && method === 'GET') return query.has('uploads') ? 'uploads' : 'list';
  if (method === 'POST') return query.has('uploads') ? 'begin' : 'complete';
  if (method === 'PUT') return 'part';
  if (method === 'HEAD') return 'head';
  if (method === 'DELETE') return query.has('uploadId') ? 'abort' : 'remove';
  return query.has('uploadId') ? 'parts' : 'get';
}

function shown({ content, etag, metadata, at }: S3Object): Answer {
  const headers = {
    ...metadata,
    ...{ etag: `"${etag}"`, 'last-modified': at.toUTCString(), 'content-length': String(content.length) },
    'content-type': 'application/octet-stream',
  };
  return { status: 200, body: content, headers };
}

function broken({ status, code, retryAfter }: Extract<S3Fault, { kind: 'status' }>): Answer {
  return { ...problem(status, code), ...(retryAfter ? { headers: { 'retry-after': retryAfter } } : {}) };
}

function problem(status: number, code: string): Answer {
  const said = `<Error><Code>${code}</Code><Message>${code}.</Message></Error>`;
  return { status, body: `<?xml version="1.0" encoding="UTF-8"?>${said}` };
}

function xml(name: string, content: string): Answer {
  const space = 'http://s3.amazonaws.com/doc/2006-03-01/';
  return { status: 200, body: `<?xml version="1.0"?><${name} xmlns="${space}">${content}</${name}>` };
}

function cut(request: IncomingMessage, after: number): void {
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes >= after) request.socket.resetAndDestroy();
  });
  request.on('end', () => request.socket.resetAndDestroy());
}

/** Null when it ended before it was whole. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } catch {
    return null;
  }
}

export const startS3 = (options?: S3Options): Promise<TestS3> => TestS3.start(options);
