// Google Drive over HTTP on this machine, for GOOGLE_API_ROOT: as strict as https://developers.google.com/workspace/drive/api says, above
// all of the resumable protocol, so that a request which the real service would refuse fails the specification. It breaks on demand.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DriveFiles, FOLDER, shown, type DriveFile } from './drive/files.js';
import { agreedUser, serviceAccount, Tokens } from './drive/tokens.js';

/** What goes wrong with a request. A `cut` closes the connection after so many bytes of its body, or after its effect. */
export type DriveFault =
  | { readonly kind: 'cut'; readonly after: number | 'effect' }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  | { readonly kind: 'forbidden'; readonly reason: string }
  | { readonly kind: 'expired-token' }
  | { readonly kind: 'expired-session' }
  /** of the file that this request ends */
  | { readonly kind: 'wrong-md5' };

export interface DriveCall {
  readonly what: 'token' | 'begin' | 'part' | 'ask' | 'list' | 'get' | 'remove';
  readonly range: string | null;
  status: number;
}

interface Session {
  readonly url: string;
  readonly total: number;
  readonly metadata: Pick<DriveFile, 'name' | 'mimeType' | 'parents' | 'appProperties'>;
  readonly fields: string;
  received: Buffer[];
  bytes: number;
  file: DriveFile | null;
  isExpired: boolean;
}

interface Answer {
  readonly status: number;
  readonly json?: unknown;
  readonly body?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

const GRANULE = 256 * 1024;

export class TestDrive {
  readonly calls: DriveCall[] = [];
  /** what the real service would not have taken, in sentences */
  readonly mistakes: string[] = [];
  readonly files = new DriveFiles();
  readonly tokens = new Tokens();
  readonly sessions = new Map<string, Session>();
  /** files a page of a list */
  pageSize = 1000;
  private faultOf: (call: DriveCall) => DriveFault | null = () => null;
  private readonly server = createServer((request, response) => void this.serve(request, response));

  static async start(): Promise<TestDrive> {
    const drive = new TestDrive();
    await new Promise<void>((resolve) => drive.server.listen(0, '127.0.0.1', resolve));
    return drive;
  }

  get root(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get environment(): Readonly<Record<string, string>> {
    return { GOOGLE_API_ROOT: this.root, GOOGLE_CREDENTIALS: JSON.stringify(serviceAccount) };
  }

  get agreedUser(): string {
    return JSON.stringify(agreedUser);
  }

  get backups(): readonly DriveFile[] {
    return [...this.files.all.values()].filter(({ mimeType }) => mimeType !== FOLDER);
  }

  callsOf(what: DriveCall['what']): readonly DriveCall[] {
    return this.calls.filter((call) => call.what === what);
  }

  /** Says for each request what goes wrong with it; replaces what was said before. */
  breaks(faultOf: (call: DriveCall) => DriveFault | null): void {
    this.faultOf = faultOf;
  }

  breaksNext(what: DriveCall['what'], fault: DriveFault, times = 1): void {
    let left = times;
    this.breaks((call) => (call.what === what && left-- > 0 ? fault : null));
  }

  /** @throws when a request came that the real service would not have taken */
  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    if (this.mistakes.length > 0) throw new Error(`Drive was asked wrongly: ${this.mistakes.join('; ')}`);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.on('error', () => undefined);
    const url = new URL(request.url ?? '/', this.root);
    const call: DriveCall = {
      what: whatOf(request, url),
      range: request.headers['content-range'] ?? null,
      status: 0,
    };
    this.calls.push(call);
    const fault = this.faultOf(call);
    if (fault?.kind === 'cut' && fault.after !== 'effect') return this.cut(request, url, fault.after);
    const body = await readBody(request);
    if (body === null) return;
    const answer = (fault && this.broken(fault)) ?? this.answer(call, request, url, body);
    if (fault?.kind === 'wrong-md5' && answer.status === 200) this.lie(answer);
    call.status = answer.status;
    if (fault?.kind === 'cut') return void request.socket.resetAndDestroy();
    const { status, json, body: content, headers = {} } = answer;
    const bytes = content ?? (json === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(json)));
    const type = json === undefined ? {} : { 'content-type': 'application/json; charset=UTF-8' };
    response.writeHead(status, { ...type, 'content-length': bytes.length, ...headers }).end(bytes);
  }

  private broken(fault: DriveFault): Answer | null {
    if (fault.kind === 'status') {
      const { status, retryAfter } = fault;
      return {
        ...problem(status, 'backendError'),
        ...(retryAfter ? { headers: { 'retry-after': retryAfter } } : {}),
      };
    }
    if (fault.kind === 'forbidden') return problem(403, fault.reason);
    if (fault.kind === 'expired-token') this.tokens.expire();
    if (fault.kind === 'expired-session')
      for (const session of this.sessions.values()) session.isExpired = true;
    return null;
  }

  private answer(call: DriveCall, request: IncomingMessage, url: URL, body: Buffer): Answer {
    if (call.what === 'token') return this.giveToken(request, body);
    if (!this.tokens.isValid(request.headers.authorization)) return problem(401, 'authError');
    switch (call.what) {
      case 'begin':
        return this.begin(request, url, body);
      case 'part':
      case 'ask':
        return this.take(request, url, body);
      case 'list':
        return this.list(url);
      case 'get':
        return this.get(url);
      case 'remove':
        return this.remove(url);
    }
  }

  private giveToken(request: IncomingMessage, body: Buffer): Answer {
    const form = /^application\/x-www-form-urlencoded/.test(request.headers['content-type'] ?? '');
    const given = form ? this.tokens.give(new URLSearchParams(body.toString('utf8'))) : 'not a form';
    if (typeof given !== 'string') return { status: 200, json: given };
    return { status: 400, json: { error: 'invalid_grant', error_description: given } };
  }

  private begin(request: IncomingMessage, url: URL, body: Buffer): Answer {
    const { headers } = request;
    const metadata = JSON.parse(body.toString('utf8')) as Session['metadata'];
    const total = Number(headers['x-upload-content-length']);
    if (url.searchParams.get('uploadType') !== 'resumable') return this.wrong('uploadType is not resumable');
    if (url.searchParams.get('supportsAllDrives') !== 'true') return this.wrong('shared drives are left out');
    if (!/^application\/json/.test(headers['content-type'] ?? '')) return this.wrong('metadata is not JSON');
    if (!Number.isInteger(total) || total <= 0) return this.wrong('X-Upload-Content-Length');
    if (!headers['x-upload-content-type']) return this.wrong('X-Upload-Content-Type');
    if (Object.entries(metadata.appProperties).some(([key, value]) => `${key}${value}`.length > 124))
      return this.wrong('appProperties of more than 124 bytes');
    if (!metadata.parents.every((parent) => this.files.all.get(parent)?.mimeType === FOLDER))
      return problem(404, 'notFound');
    const id = randomUUID();
    const session: Session = {
      ...{ url: `${this.root}/upload/drive/v3/files?uploadType=resumable&upload_id=${id}`, total, metadata },
      ...{ fields: url.searchParams.get('fields') ?? 'id,name,mimeType' },
      ...{ received: [], bytes: 0, file: null, isExpired: false },
    };
    this.sessions.set(id, session);
    return { status: 200, headers: { location: session.url } };
  }

  private take({ headers }: IncomingMessage, url: URL, body: Buffer): Answer {
    const session = this.sessionOf(url);
    if (!session || session.isExpired) return problem(404, 'notFound');
    if (session.file) return { status: 200, json: shown(session.file, session.fields) };
    const range = headers['content-range'] ?? '';
    if (range === `bytes */${session.total}`)
      return body.length > 0 ? this.wrong('a question with a body') : soFar(session);
    const [, first, last, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(range) ?? [];
    if (total === undefined) return this.wrong(`Content-Range: ${range}`);
    const end = Number(last) + 1;
    if (Number(total) !== session.total) return this.wrong(`a total of ${total}, not ${session.total}`);
    if (Number(first) !== session.bytes) return this.wrong(`bytes from ${first}, not from ${session.bytes}`);
    if (end - Number(first) !== body.length || Number(headers['content-length']) !== body.length)
      return this.wrong(`${body.length} bytes for ${range}`);
    if (end < session.total && body.length % GRANULE !== 0)
      return this.wrong(`a part of ${body.length} bytes, not a multiple of 256 KiB`);
    session.received.push(body);
    session.bytes = end;
    if (end < session.total) return soFar(session);
    session.file = this.files.add(session.metadata, Buffer.concat(session.received));
    session.received = [];
    return { status: 200, json: shown(session.file, session.fields) };
  }

  /** The connection ends in the middle of a body: the service has kept whole granules of what came. */
  private cut(request: IncomingMessage, url: URL, after: number): void {
    const got: Buffer[] = [];
    let bytes = 0;
    const end = (): void => {
      const session = this.sessionOf(url);
      const kept = Math.min(bytes, after);
      const whole = kept - (kept % GRANULE);
      if (session && !session.isExpired && !session.file && whole > 0) {
        session.received.push(Buffer.concat(got).subarray(0, whole));
        session.bytes += whole;
      }
      request.socket.resetAndDestroy();
    };
    request.on('data', (chunk: Buffer) => {
      if (bytes >= after) return;
      got.push(chunk);
      bytes += chunk.length;
      if (bytes >= after) end();
    });
    request.on('end', () => bytes < after && end());
  }

  private list({ searchParams }: URL): Answer {
    const found = this.files.find(searchParams.get('q') ?? '');
    if (found === 'File not found: .') return problem(404, 'notFound');
    if (typeof found === 'string') return this.wrong(found);
    const areShared = ['supportsAllDrives', 'includeItemsFromAllDrives'];
    if (areShared.some((name) => searchParams.get(name) !== 'true'))
      return this.wrong('shared drives are left out of a list');
    const fields = searchParams.get('fields') ?? '';
    const [, ofFiles = ''] = /files\(([^)]*)\)/.exec(fields) ?? [];
    const from = Number(searchParams.get('pageToken') ?? 0);
    const to = from + Math.min(this.pageSize, Number(searchParams.get('pageSize') ?? 100));
    const isMore = to < found.length && fields.includes('nextPageToken');
    const files = found.slice(from, to).map((file) => shown(file, ofFiles));
    return { status: 200, json: { files, ...(isMore ? { nextPageToken: String(to) } : {}) } };
  }

  private get(url: URL): Answer {
    const file = this.files.all.get(url.pathname.split('/').at(-1) ?? '');
    if (url.searchParams.get('alt') !== 'media') return this.wrong('a file is fetched by alt=media');
    if (!file) return problem(404, 'notFound');
    return { status: 200, body: file.content, headers: { 'content-type': 'application/octet-stream' } };
  }

  private remove(url: URL): Answer {
    const id = url.pathname.split('/').at(-1) ?? '';
    return this.files.all.delete(id) ? { status: 204 } : problem(404, 'notFound');
  }

  private lie({ json }: Answer): void {
    const said = json as { id?: string; md5Checksum?: string };
    if (said.md5Checksum === undefined) return;
    said.md5Checksum = '0'.repeat(32);
    this.files.all.get(said.id ?? '')!.md5Checksum = said.md5Checksum;
  }

  private sessionOf({ searchParams }: URL): Session | undefined {
    return this.sessions.get(searchParams.get('upload_id') ?? '');
  }

  private wrong(sentence: string): Answer {
    this.mistakes.push(sentence);
    return problem(400, 'badRequest');
  }
}

function whatOf({ method, headers }: IncomingMessage, { pathname }: URL): DriveCall['what'] {
  if (pathname === '/token') return 'token';
  if (pathname === '/upload/drive/v3/files') {
    if (method === 'POST') return 'begin';
    return (headers['content-range'] ?? '').startsWith('bytes */') ? 'ask' : 'part';
  }
  if (method === 'DELETE') return 'remove';
  return pathname === '/drive/v3/files' ? 'list' : 'get';
}

function soFar({ bytes }: Session): Answer {
  return { status: 308, ...(bytes > 0 ? { headers: { range: `bytes=0-${bytes - 1}` } } : {}) };
}

function problem(status: number, reason: string): Answer {
  return { status, json: { error: { code: status, message: `${reason}.`, errors: [{ reason }] } } };
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

export const startDrive = (): Promise<TestDrive> => TestDrive.start();
