const NEW_LINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;

/**
 * Cuts what comes in pieces into records: lines, in CSV those whose quotes are closed. A record is handed over without its end of
 * line, and is valid until the next piece comes.
 */
export class RecordCutter {
  private kept: Buffer[] = [];
  private keptBytes = 0;
  private isOpen = false;

  /** @param most bytes of one record */
  constructor(
    private readonly form: 'jsonl' | 'csv',
    private readonly most: number,
  ) {}

  /** @returns false when a record is longer than it may be */
  cut(piece: Buffer, take: (record: Buffer) => void): boolean {
    let from = 0;
    for (let end = this.endIn(piece, 0); end >= 0; end = this.endIn(piece, from)) {
      const record = this.whole(piece.subarray(from, end));
      if (record === null) return false;
      take(record.at(-1) === RETURN && this.form === 'csv' ? record.subarray(0, -1) : record);
      from = end + 1;
    }
    const rest = piece.subarray(from);
    if (rest.length > 0) this.kept.push(rest);
    this.keptBytes += rest.length;
    return this.keptBytes <= this.most;
  }

  /** The last record, when no end of line follows it. @returns false when it breaks off within quotes */
  end(take: (record: Buffer) => void): boolean {
    if (this.isOpen) return false;
    const last = this.whole(Buffer.alloc(0));
    if (last !== null && last.length > 0) take(last);
    return true;
  }

  private whole(end: Buffer): Buffer | null {
    if (this.keptBytes + end.length > this.most) return null;
    const record = this.kept.length === 0 ? end : Buffer.concat([...this.kept, end]);
    this.kept = [];
    this.keptBytes = 0;
    return record;
  }

  private endIn(piece: Buffer, from: number): number {
    if (this.form === 'jsonl') return piece.indexOf(NEW_LINE, from);
    for (let at = from; at < piece.length; at += 1) {
      const byte = piece[at];
      if (byte === QUOTE) this.isOpen = !this.isOpen;
      else if (byte === NEW_LINE && !this.isOpen) return at;
    }
    return -1;
  }
}
