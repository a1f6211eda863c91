// Which browser prints: the one that is named, one of the system's, or the one that comes inside an npm package.
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, chmod, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** Something that can be launched, and the environment that it needs beside the process's own. */
export interface BrowserExecutable {
  readonly path: string;
  readonly environment: Readonly<Record<string, string>>;
}

export type BrowserPlace =
  { readonly kind: 'file'; readonly path: string } | { readonly kind: 'package'; readonly version: string };

const NAMES_IN_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Looks without launching or unpacking anything; null where no browser is to be had. */
export async function findBrowser(named: string | null): Promise<BrowserPlace | null> {
  if (named) return (await mayExecute(named)) ? { kind: 'file', path: named } : null;
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    for (const name of NAMES_IN_PATH) {
      const path = join(folder, name);
      if (await mayExecute(path)) return { kind: 'file', path };
    }
  }
  const version = packagedVersion();
  return version ? { kind: 'package', version } : null;
}

/** The packaged browser is unpacked at the first call; later ones find it. */
export async function prepareBrowser(place: BrowserPlace): Promise<BrowserExecutable> {
  if (place.kind === 'file') return { path: place.path, environment: {} };
  const folder = await unpackedPackage(place.version);
  return {
    path: join(folder, 'chromium'),
    environment: {
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      // Its own fonts (Open Sans) only where the system has set up none.
      ...((await mayRead('/etc/fonts/fonts.conf')) ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') }),
    },
  };
}

function packagedVersion(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  try {
    const require = createRequire(import.meta.url);
    // The package exports no package.json: its version is read from the file beside its entry.
    const root = require.resolve('@sparticuz/chromium').split('/build/')[0];
    return (require(`${root}/package.json`) as { version: string }).version;
  } catch {
    return null;
  }
}

/**
 * The package runs whatever `$TMPDIR/chromium` it finds, so it gets a folder that nobody else can write into. It also
 * changes its process's environment when it is imported: hence a process of its own.
 */
async function unpackedPackage(version: string): Promise<string> {
  const shelf = await privateShelf();
  const folder = join(shelf, `chromium-${version}`);
  if (await mayExecute(join(folder, 'chromium'))) return folder;

  const draft = await mkdtemp(join(shelf, 'unpacking-'));
  try {
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', UNPACK], {
      cwd: import.meta.dirname,
      env: { PATH: process.env['PATH'] ?? '', TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
      timeout: 120_000,
    });
    await rename(draft, folder).catch(async (error: unknown) => {
      // Another process was first.
      if (!(await mayExecute(join(folder, 'chromium')))) throw error;
    });
    return folder;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

const UNPACK = `const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();`;

async function privateShelf(): Promise<string> {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const shelf = join(cache, 'countinghouse');
  try {
    await mkdir(shelf, { recursive: true, mode: 0o700 });
    const { uid } = await stat(shelf);
    if (uid !== process.getuid?.()) throw new Error(`${shelf} belongs to somebody else`);
    await chmod(shelf, 0o700);
    return shelf;
  } catch {
    return mkdtemp(join(tmpdir(), 'countinghouse-'));
  }
}

async function mayExecute(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function mayRead(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
}
