import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who walks, and the letter that stands for them in the table. */
export const COLUMNS = [
  ['A', 'admin'],
  ['O', 'operator'],
  ['M', 'manager'],
  ['R', 'representative'],
  ['+', 'manager-and-more'],
  ['-', 'operator-but-less'],
  ['K', 'key-of-the-operator'],
  ['k', 'key-without-scopes'],
  ['s', 'stranger'],
] as const;

const FILE = join(process.cwd(), 'test/access/access-table.txt');

/** Door → who may. */
export type AccessTable = ReadonlyMap<string, string>;

export function readAccessTable(): AccessTable {
  if (!existsSync(FILE)) return new Map();
  const lines = readFileSync(FILE, 'utf8').split('\n');
  return new Map(
    lines
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(COLUMNS.length).trim(), line.slice(0, COLUMNS.length)] as const),
  );
}

export const lineOf = (door: string, marks: string): string => `${marks}  ${door}`;

const HEAD = `# Who may go through which door: a letter where the door opens, a dot where it does not.
# A admin, O operator, M manager, R representative, 
# + a manager who may see periods besides, - an operator who may not see invoices,
# K an operator's API key with every scope, k one without any, s a stranger.
# The walk (access-table.integration.spec.ts) knocks at every door as each of them. A door without a line here fails it, and so does
# a line without a door. \`WRITE_ACCESS_TABLE=1 npm test -- test/access/access-table\` writes what it met: read the difference.
`;

export function writeAccessTable(table: AccessTable): void {
  const lines = [...table].sort(([one], [other]) => order(one).localeCompare(order(other), 'en'));
  writeFileSync(FILE, `${HEAD}\n${lines.map(([door, marks]) => lineOf(door, marks)).join('\n')}\n`);
}

/** By address, then by method. */
const order = (door: string): string => `${door.slice(7)} ${door.slice(0, 6)}`;
