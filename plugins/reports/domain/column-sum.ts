import { decimalOf, decimalsOf, unitsOf } from './decimals.js';

/** What a double holds exactly, with room for one more addend of the same size. */
const SAFE = 4_000_000_000_000_000;
const SAFE_DIGITS = 15;

/**
 * The exact sum of plain decimals, a million of them as quickly as they can be read: they are added as doubles of whole units while a
 * double holds them exactly, and as a bigint beyond.
 */
export class ColumnSum {
  private decimals = 0;
  private exact = 0n;
  private quick = 0;

  add(decimal: string): void {
    const decimals = decimalsOf(decimal);
    if (decimals > this.decimals) this.widen(decimals);
    if (decimals < this.decimals || decimal.length > SAFE_DIGITS) {
      this.exact += unitsOf(decimal, this.decimals);
      return;
    }
    this.quick += wholeOf(decimal);
    if (this.quick > SAFE || this.quick < -SAFE) this.settle();
  }

  get sum(): string {
    return decimalOf(this.exact + BigInt(this.quick), this.decimals);
  }

  private settle(): void {
    this.exact += BigInt(this.quick);
    this.quick = 0;
  }

  private widen(decimals: number): void {
    this.settle();
    this.exact *= 10n ** BigInt(decimals - this.decimals);
    this.decimals = decimals;
  }
}

const MINUS = 45;
const POINT = 46;
const ZERO = 48;

/** The digits of a decimal as one number: "-12.34" → -1234. */
function wholeOf(decimal: string): number {
  const isNegative = decimal.charCodeAt(0) === MINUS;
  let whole = 0;
  for (let place = isNegative ? 1 : 0; place < decimal.length; place += 1) {
    const code = decimal.charCodeAt(place);
    if (code !== POINT) whole = whole * 10 + (code - ZERO);
  }
  return isNegative ? -whole : whole;
}
