// The only file that knows resvg; it is loaded when the first picture is made.
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { Resvg, type ResvgRenderOptions } from '@resvg/resvg-js';

type ResvgFonts = NonNullable<ResvgRenderOptions['font']>;

/** Where systems keep DejaVu Sans, which has Cyrillic: Debian, Alpine, Fedora, Arch. */
const FONT_FOLDERS = [
  '/usr/share/fonts/truetype/dejavu',
  '/usr/share/fonts/dejavu',
  '/usr/share/fonts/dejavu-sans-fonts',
  '/usr/share/fonts/TTF',
];
const FONT_FILES = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'];

/** PNG of an SVG. @param width pixels; the height follows */
export async function pictureOf(svg: string, width: number): Promise<Buffer> {
  return new Resvg(svg, { fitTo: { mode: 'width', value: width }, font: await fonts() }).render().asPng();
}

/** DejaVu Sans has Cyrillic and is in the house’s container; without it, more slowly, whatever the system has. */
export async function fonts(): Promise<ResvgFonts> {
  const files = await fontFiles();
  if (files.length === 0) return { loadSystemFonts: true };
  return { loadSystemFonts: false, fontFiles: files, defaultFontFamily: 'DejaVu Sans' };
}

async function fontFiles(): Promise<string[]> {
  for (const folder of FONT_FOLDERS) {
    const found = await readable(FONT_FILES.map((file) => join(folder, file)));
    if (found.length > 0) return found;
  }
  return [];
}

async function readable(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map((path) =>
      access(path).then(
        () => [path],
        () => [],
      ),
    ),
  );
  return found.flat();
}
