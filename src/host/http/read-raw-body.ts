import type { IncomingMessage } from 'node:http';
import { RequestFailed } from './request-failed.js';

/**
 * The bytes of a request as they came. One that says it is longer is not read at all, one that turns out to be is read no further.
 * @throws RequestFailed 413 body-too-large { limit }
 */
export function readRawBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const tooLarge = (): RequestFailed =>
    new RequestFailed(413, { code: 'body-too-large', limit: `${Math.ceil(maxBytes / 1024)} KB` });
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) return reject(tooLarge());
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) return void chunks.push(chunk);
      request.pause();
      reject(tooLarge());
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
  });
}
