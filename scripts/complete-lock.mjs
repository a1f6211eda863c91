// Names in package-lock.json the builds for other platforms that npm left out of it. npm does so when the registry
// that it asked does not hold them, or when node_modules was there already; `npm ci` then refuses the lock file on
// every machine. An added entry has its exact version and no digest: npm fills that in where it can fetch the build.
//
//   node scripts/complete-lock.mjs            after `npm install`
//   node scripts/complete-lock.mjs --check    fails where a build is left out
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './installation.mjs';

const BUILD =
  /-(android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)-([a-z0-9]+)(?:-([a-z]+))?$/;

const path = join(root, 'package-lock.json');
const lock = JSON.parse(readFileSync(path, 'utf8'));
const isCheck = process.argv.includes('--check');
const added = [];

/** As Node looks for it: in the nearest node_modules, then outwards. */
function isInLock(from, name) {
  let folder = from;
  while (folder !== '') {
    if (lock.packages[`${folder}/node_modules/${name}`]) return true;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')));
  }
  return `node_modules/${name}` in lock.packages;
}

function libcOf(platform, abi) {
  if (platform !== 'linux' || !abi) return {};
  return { libc: [abi.startsWith('musl') ? 'musl' : 'glibc'] };
}

for (const [parent, { dev, optionalDependencies = {} }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const [, platform, cpu, abi] = BUILD.exec(name) ?? [];
    if (!platform || isInLock(parent, name)) continue;
    added.push(`${name}@${version}`);
    lock.packages[`node_modules/${name}`] = {
      version,
      cpu: [cpu],
      ...(dev ? { dev } : {}),
      ...libcOf(platform, abi),
      optional: true,
      os: [platform],
    };
  }
}

if (isCheck && added.length > 0) {
  console.error(`package-lock.json leaves out ${added.join(', ')}: run \`node scripts/complete-lock.mjs\`.`);
  process.exit(1);
}
if (added.length > 0) {
  const inOrder = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  lock.packages = Object.fromEntries(inOrder);
  writeFileSync(path, `${JSON.stringify(lock, undefined, 2)}\n`);
}
console.log(`${added.length} builds for other platforms were left out.`);
