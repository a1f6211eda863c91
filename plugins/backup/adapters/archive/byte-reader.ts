/** Reads a stream by numbers of bytes, pulling no more than it needs. */
export class ByteReader {
  private piece: Buffer = Buffer.alloc(0);
  private readonly pieces: AsyncIterator<Buffer>;

  constructor(source: AsyncIterable<Buffer>) {
    this.pieces = source[Symbol.asyncIterator]();
  }

  /** Up to `most` bytes, as they come; null at the end. */
  async some(most: number): Promise<Buffer | null> {
    while (this.piece.length === 0) {
      const next = await this.pieces.next();
      if (next.done) return null;
      this.piece = next.value;
    }
    const given = this.piece.subarray(0, most);
    this.piece = this.piece.subarray(given.length);
    return given;
  }

  /** That many bytes; fewer at the end. */
  async exactly(bytes: number): Promise<Buffer> {
    if (this.piece.length >= bytes) {
      const given = this.piece.subarray(0, bytes);
      this.piece = this.piece.subarray(bytes);
      return given;
    }
    const parts: Buffer[] = [];
    for (let wanted = bytes; wanted > 0;) {
      const part = await this.some(wanted);
      if (part === null) break;
      parts.push(part);
      wanted -= part.length;
    }
    return Buffer.concat(parts);
  }

  /** Ends the source, whether or not it was read to its end. */
  async close(): Promise<void> {
    await this.pieces.return?.();
  }
}
