import { isFolderOfArchive, kindOfEntry, plainName, type EntryKind } from '../../domain/entry-names.js';
import { LIMITS } from '../../domain/limits.js';
import {
  readExtendedHeader,
  readTarBlock,
  TAR_BLOCK,
  tarPadding,
  type TarHeader,
} from '../../domain/tar-block.js';
import type { ByteReader } from './byte-reader.js';
import { refuse, refuseHostile } from './refused.js';

export interface TarEntry {
  readonly name: string;
  readonly kind: EntryKind;
  readonly bytes: number;
  /** what is left of it is passed over when the next entry is asked for */
  readonly content: AsyncIterable<Buffer>;
}

/** Name and size that an extended header says of the entry after it. */
interface Extension {
  readonly name?: string | undefined;
  readonly bytes?: string | undefined;
}

/**
 * The files of a tar, as this house and Debian's tar write them (ustar, pax, GNU). Read by hand: a reader from npm can be held for ever by
 * one negative length in an extended header, and takes links. Refuses `archive-not-backup`, `archive-truncated`, `archive-hostile`.
 */
export async function* tarEntries(tar: ByteReader): AsyncGenerator<TarEntry> {
  const seen = new Set<string>();
  let extension: Extension = {};
  let blocks = 0;
  for (;;) {
    const block = await tar.exactly(TAR_BLOCK);
    if (block.length === 0 && seen.size === 0) return refuse('archive-not-backup');
    if (block.length < TAR_BLOCK) return refuse('archive-truncated');
    const header = readTarBlock(block);
    if (header === 'end') break;
    if (header === 'broken') return refuse(seen.size === 0 ? 'archive-not-backup' : 'archive-tampered');
    if ((blocks += 1) > 4 * LIMITS.entries) return refuseHostile(header.name, 'too-many');
    if (isExtension(header)) {
      extension = { ...extension, ...(await extensionIn(tar, header)) };
      continue;
    }
    const named = settle(header, extension);
    extension = {};
    if (header.kind === 'folder') {
      if (!isFolderOfArchive(named.name) || named.bytes > 0) return refuseHostile(named.name, 'name');
      continue;
    }
    if (header.kind !== 'file') return refuseHostile(named.name, 'not-a-file');
    const kind = kindOfEntry(named.name);
    if (kind === null) return refuseHostile(named.name, 'name');
    if (seen.has(named.name)) return refuseHostile(named.name, 'twice');
    seen.add(named.name);
    if (seen.size > LIMITS.entries) return refuseHostile(named.name, 'too-many');
    const rest = { bytes: named.bytes };
    yield { ...named, kind, content: contentOf(tar, rest) };
    for await (const _ of contentOf(tar, rest)) continue;
    const padding = tarPadding(named.bytes);
    if ((await tar.exactly(padding)).length < padding) return refuse('archive-truncated');
  }
}

const isExtension = ({ kind }: TarHeader): boolean =>
  kind === 'extended' || kind === 'extended-for-all' || kind === 'long-name';

async function extensionIn(tar: ByteReader, { kind, name, bytes }: TarHeader): Promise<Extension> {
  if (bytes > LIMITS.extendedHeaderBytes) return refuseHostile(name, 'extended-header');
  const content = await tar.exactly(bytes);
  const padding = await tar.exactly(tarPadding(bytes));
  if (content.length < bytes || padding.length < tarPadding(bytes)) return refuse('archive-truncated');
  if (kind === 'long-name') return { name: content.toString('utf8').replace(/\u0000+$/, '') }; // eslint-disable-line no-control-regex -- GNU ends it so
  const records = readExtendedHeader(content);
  if (records === null) return refuseHostile(name, 'extended-header');
  // One for all entries says nothing that an archive of ours needs: a comment, a time.
  if (kind === 'extended-for-all') return {};
  return { name: records.get('path'), bytes: records.get('size') };
}

function settle(header: TarHeader, extension: Extension): { name: string; bytes: number } {
  const name = plainName(extension.name ?? header.name);
  const bytes = extension.bytes === undefined ? header.bytes : Number(extension.bytes);
  if (!Number.isSafeInteger(bytes) || bytes < 0 || bytes > LIMITS.entryBytes)
    return refuseHostile(name, 'too-large');
  return { name, bytes };
}

async function* contentOf(tar: ByteReader, rest: { bytes: number }): AsyncGenerator<Buffer> {
  while (rest.bytes > 0) {
    const part = await tar.some(rest.bytes);
    if (part === null) return refuse('archive-truncated');
    rest.bytes -= part.length;
    yield part;
  }
}
