// What a printed page says, read by somebody else's program.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Null where pdftotext (of poppler-utils) is installed; otherwise what to say about it. */
export function whyNoPdfText(): string | null {
  return spawnSync('pdftotext', ['-v']).error ? 'pdftotext is not installed (poppler-utils)' : null;
}

/** The words of a PDF as they stand on its pages. */
export function pdfText(bytes: Buffer, folder: string): string {
  const path = join(folder, 'printed.pdf');
  writeFileSync(path, bytes);
  const { status, stdout, stderr } = spawnSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`pdftotext ended with ${status}: ${stderr}`);
  return stdout;
}
