import { open } from 'node:fs/promises';

/** Bytes of a file from `offset`. @throws when it ends before `length` of them */
export async function readPart(path: string, offset: number, length: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const part = Buffer.alloc(length);
    let read = 0;
    while (read < length) {
      const { bytesRead } = await file.read(part, read, length - read, offset + read);
      if (bytesRead === 0) throw new Error(`${path} ended ${length - read} bytes early`);
      read += bytesRead;
    }
    return part;
  } finally {
    await file.close();
  }
}
