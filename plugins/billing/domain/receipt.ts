import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';

/** What a photograph of a telephone or a bank's PDF stays below. */
export const RECEIPT_BYTES = 10 * 1024 * 1024;

export type ReceiptType = 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf';

/** A receipt as somebody gave it; what the giver says it is counts for nothing. */
export interface GivenReceipt {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface Receipt {
  readonly fileName: string;
  readonly contentType: ReceiptType;
  readonly bytes: Buffer;
}

const ENDINGS: Readonly<Record<ReceiptType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
};

/**
 * What a file is, by its first bytes. A file that is two things at once is what it begins as, and leaves the house under that type
 * alone. Refuses `receipt-type-unknown`, `receipt-too-large` with `most` in MB.
 */
export function readReceipt({ name, bytes }: GivenReceipt): Result<Receipt, Refusal> {
  if (bytes.length > RECEIPT_BYTES)
    return err({ code: 'receipt-too-large', most: RECEIPT_BYTES / 1024 / 1024 });
  const contentType = typeOf(bytes);
  if (contentType === null) return err({ code: 'receipt-type-unknown' });
  return ok({ fileName: `${stemOf(name)}.${ENDINGS[contentType]}`, contentType, bytes });
}

function typeOf(bytes: Buffer): ReceiptType | null {
  const startsWith = (hex: string, at = 0): boolean =>
    bytes.subarray(at, at + hex.length / 2).toString('hex') === hex;
  if (startsWith('ffd8ff')) return 'image/jpeg';
  if (startsWith('89504e470d0a1a0a')) return 'image/png';
  if (startsWith('52494646') && startsWith('57454250', 8)) return 'image/webp';
  return startsWith('255044462d') ? 'application/pdf' : null;
}

/** The name without its folders, its ending and whatever a file system or a header would read as more than a name. */
function stemOf(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const stem = last.replace(/\.[^.]*$/, '').replaceAll(/[^\p{L}\p{N}._ -]+/gu, '-');
  return (
    stem
      .replace(/^[.\s-]+/, '')
      .slice(0, 100)
      .trim() || 'receipt'
  );
}
