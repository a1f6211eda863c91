import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Storage } from '../../../../src/kernel/ports.js';
import { newId } from '../../../../src/values/ids.js';
import type { LedgerIds } from '../../../billing/contract/year-archive.js';
import type { Chosen } from '../../app/choose.js';

const PIECE = 256 * 1024;

/** Ids as JSON Lines in a file without a name: a million of them are not held in memory, and a process that dies leaves nothing. */
export async function openChosen(storage: Storage): Promise<Chosen> {
  const path = join(await storage.folder('chosen'), `${newId()}.jsonl`);
  const file = await open(path, 'wx+', 0o600);
  await rm(path);
  return {
    async add(ids) {
      await file.write(`${JSON.stringify(ids)}\n`);
    },
    async *ids() {
      for await (const line of linesOf(file)) yield JSON.parse(line) as LedgerIds;
    },
    remove: () => file.close(),
  };
}

/** From the beginning, each time that it is asked for; a stream over the handle would close it, or stay on it. */
async function* linesOf(file: FileHandle): AsyncIterable<string> {
  const piece = Buffer.alloc(PIECE);
  let rest: Buffer = Buffer.alloc(0);
  for (let position = 0; ;) {
    const { bytesRead } = await file.read(piece, 0, PIECE, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    rest = Buffer.concat([rest, piece.subarray(0, bytesRead)]);
    let from = 0;
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10, from)) {
      yield rest.subarray(from, end).toString();
      from = end + 1;
    }
    rest = rest.subarray(from);
  }
}
