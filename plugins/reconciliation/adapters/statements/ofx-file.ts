import { parseSync } from 'ofx-js';
import { wellFormedOfx } from '../../domain/ofx-outline.js';
import { readOfx, type OfxNode } from '../../domain/read-ofx.js';
import type { Statement } from '../../domain/statement.js';

/** ofx-js reads well-formed markup in linear time; what it would do to mend the rest can take for ever on a hostile file. */
export function readOfxFile(text: string): readonly Statement[] {
  return readOfx(parseSync(wellFormedOfx(text)).OFX as OfxNode);
}
