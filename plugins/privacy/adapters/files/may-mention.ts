import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { KnownAs } from '../../domain/known-as.js';

const PACKED = [Buffer.from('PK'), Buffer.from('%PDF'), Buffer.from([0x1f, 0x8b])];
/** Longer than any line that names somebody. */
const OVERLAP = 2_000;

/** Whether a file names somebody, or may: what is packed is not looked into. One that is gone names nobody. */
export async function mayMention(path: string, known: KnownAs): Promise<boolean> {
  const decoder = new StringDecoder('utf8');
  let before = '';
  let isFirst = true;
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      if (isFirst && PACKED.some((head) => chunk.subarray(0, head.length).equals(head))) return true;
      isFirst = false;
      const text = before + decoder.write(chunk);
      if (known.mentionedIn(text)) return true;
      before = text.slice(-OVERLAP);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  return false;
}
