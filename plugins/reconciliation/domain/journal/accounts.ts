/**
 * A component of an account's name as both hledger and Beancount take it: Latin letters, digits and hyphens, a capital or a digit
 * first. Accents and other letters are dropped, so what was different may become the same: `distinctComponents` tells them apart.
 */
export function accountComponent(text: string): string {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'X' : plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** `Assets:Bank:Main` as typed by a person: its root is one of the five, `Assets` when it is not. */
export function accountPath(text: string): readonly string[] {
  const parts = text
    .split(':')
    .filter((part) => part.trim() !== '')
    .map(accountComponent);
  return ROOTS.has(parts[0] ?? '') ? parts : ['Assets', ...parts];
}

/** One component for each code, all different: a second one that would be called the same gets a number. */
export function distinctComponents(codes: Iterable<string>): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const named = new Map<string, string>();
  for (const code of [...codes].sort()) {
    const wanted = accountComponent(code);
    let name = wanted;
    for (let number = 2; taken.has(name); number += 1) name = `${wanted}-${number}`;
    taken.add(name);
    named.set(code, name);
  }
  return named;
}

const ROOTS = new Set(['Assets', 'Liabilities', 'Equity', 'Income', 'Expenses']);
