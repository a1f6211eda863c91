/** Sets of records that hang together: whichever of them are joined are in one set, however many joins lie between. */
export class Groups {
  private readonly above = new Map<string, string>();

  add(record: string): void {
    if (!this.above.has(record)) this.above.set(record, record);
  }

  join(one: string, other: string): void {
    this.add(one);
    this.add(other);
    const [first, second] = [this.of(one), this.of(other)];
    if (first !== second) this.above.set(second, first);
  }

  /** One of the set stands for it. */
  of(record: string): string {
    let top = record;
    for (let next = this.above.get(top); next !== undefined && next !== top; next = this.above.get(top)) {
      // Every step leaves the way behind it half as long.
      this.above.set(top, this.above.get(next) ?? next);
      top = next;
    }
    return top;
  }
}
