import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';

export interface SentFile {
  readonly name: string;
  readonly contentType: string;
  readonly content: Buffer;
}

export interface BotRequest {
  /** parameters; what came as JSON inside a form is read */
  readonly values: Readonly<Record<string, unknown>>;
  readonly files: ReadonlyMap<string, SentFile>;
}

/** The body of a request in one of the three ways that the Bot API takes: JSON, a form, or a form with files. */
export async function readBotRequest(request: IncomingMessage): Promise<BotRequest> {
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return readForm(request);
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString();
  if (text === '') return { values: {}, files: new Map() };
  if (type.startsWith('application/json'))
    return { values: JSON.parse(text) as Record<string, unknown>, files: new Map() };
  return { values: Object.fromEntries(new URLSearchParams(text)), files: new Map() };
}

function readForm(request: IncomingMessage): Promise<BotRequest> {
  const values: Record<string, unknown> = {};
  const files = new Map<string, SentFile>();
  return new Promise((resolve, reject) => {
    const form = busboy({ headers: request.headers });
    form.on('field', (name, value) => (values[name] = /^[[{]/.test(value) ? JSON.parse(value) : value));
    form.on('file', (name, stream, { filename, mimeType }: { filename?: string; mimeType: string }) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () =>
        files.set(name, { name: filename ?? name, contentType: mimeType, content: Buffer.concat(parts) }),
      );
    });
    form.on('error', reject);
    form.on('close', () => resolve({ values, files }));
    request.pipe(form);
  });
}
