// What lies in the drive, and how it is asked for (https://developers.google.com/workspace/drive/api/guides/search-files).
import { createHash, randomUUID } from 'node:crypto';

export const FOLDER = 'application/vnd.google-apps.folder';

export interface DriveFile {
  readonly id: string;
  readonly name: string;
  readonly mimeType: string;
  readonly parents: readonly string[];
  readonly appProperties: Readonly<Record<string, string>>;
  readonly createdTime: string;
  content: Buffer;
  /** what the service says of it, right or wrong */
  md5Checksum: string;
}

type Test = (file: DriveFile) => boolean;

const TERMS: readonly [RegExp, (...parts: string[]) => Test][] = [
  [/^'([\w-]+)' in parents/, (id) => (file) => file.parents.includes(id!)],
  [/^trashed = false/, () => () => true],
  [/^name = '([^'\\]*)'/, (name) => (file) => file.name === name],
  [/^mimeType = '([^'\\]*)'/, (type) => (file) => file.mimeType === type],
  [
    /^appProperties has \{ key='([^']+)' and value='([^']+)' \}/,
    (key, value) => (file) => file.appProperties[key!] === value,
  ],
];

export class DriveFiles {
  readonly all = new Map<string, DriveFile>();

  folder(name: string, parent = 'root'): string {
    return this.add({ name, mimeType: FOLDER, parents: [parent], appProperties: {} }, Buffer.alloc(0)).id;
  }

  add(
    metadata: Pick<DriveFile, 'name' | 'mimeType' | 'parents' | 'appProperties'>,
    content: Buffer,
  ): DriveFile {
    const file: DriveFile = {
      ...metadata,
      id: randomUUID().replaceAll('-', ''),
      createdTime: new Date().toISOString(),
      content,
      md5Checksum: createHash('md5').update(content).digest('hex'),
    };
    this.all.set(file.id, file);
    return file;
  }

  /** Those that the query means; a sentence when it is none, or names a folder that is not there. */
  find(query: string): readonly DriveFile[] | string {
    const tests: Test[] = [];
    for (let rest = query; rest !== '';) {
      const [term, make] = TERMS.find(([pattern]) => pattern.test(rest)) ?? [];
      if (!term || !make) return `Invalid Value: ${rest}`;
      const [whole = '', ...parts] = term.exec(rest) ?? [];
      if (whole.endsWith('in parents') && !this.all.has(parts[0]!)) return 'File not found: .';
      tests.push(make(...parts));
      rest = rest.slice(whole.length).replace(/^ and (?=.)/, '');
    }
    return [...this.all.values()].filter((file) => tests.every((test) => test(file))).reverse();
  }
}

const SHOWN = ['id', 'name', 'mimeType', 'size', 'md5Checksum', 'createdTime'] as const;

/** The fields that were asked for, of what a file has. */
export function shown(file: DriveFile, fields: string): Record<string, string> {
  const all: Record<(typeof SHOWN)[number], string> = {
    ...{ id: file.id, name: file.name, mimeType: file.mimeType, createdTime: file.createdTime },
    ...{ size: String(file.content.length), md5Checksum: file.md5Checksum },
  };
  const wanted = fields.split(',').map((name) => name.trim());
  const isOfFolder = (name: string): boolean => file.mimeType === FOLDER && /size|md5/.test(name);
  return Object.fromEntries(
    SHOWN.filter((name) => wanted.includes(name) && !isOfFolder(name)).map((name) => [name, all[name]]),
  );
}
