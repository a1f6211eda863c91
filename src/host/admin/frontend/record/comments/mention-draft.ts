/** Somebody whom a draft names: `@label` in the text of the field, `@[id]` in what is kept. */
export interface Mentioned {
  readonly id: string;
  readonly label: string;
}

export interface Draft {
  readonly text: string;
  readonly mentioned: readonly Mentioned[];
}

/** What is being typed after an `@` that stands before the caret. */
export interface MentionSearch {
  readonly from: number;
  readonly term: string;
}

const TOKEN = /@\[([0-9a-f-]{36})\]/g;
const LONGEST_TERM = 40;

export type CommentPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'mention'; readonly id: string }
  | { readonly kind: 'link'; readonly href: string };

/** A comment's text in its parts: people, addresses of the web, and the words between. */
export function partsOf(body: string): readonly CommentPart[] {
  const parts: CommentPart[] = [];
  let at = 0;
  for (const found of body.matchAll(/@\[([0-9a-f-]{36})\]|https?:\/\/[^\s<>"]+/g)) {
    const [whole, id] = found;
    // A full stop or a bracket behind an address belongs to the sentence.
    const kept = id ? whole : whole.replace(/[.,;:!?)\]}'»”]+$/, '');
    if (found.index > at) parts.push({ kind: 'text', text: body.slice(at, found.index) });
    parts.push(id ? { kind: 'mention', id } : { kind: 'link', href: kept });
    at = found.index + kept.length;
  }
  if (at < body.length) parts.push({ kind: 'text', text: body.slice(at) });
  return parts;
}

/** A kept comment as its author changes it. */
export function draftOf(body: string, people: Readonly<Record<string, string>>): Draft {
  const mentioned: Mentioned[] = [];
  const text = body.replace(TOKEN, (_whole, id: string) => {
    const person = mentioned.find((one) => one.id === id) ?? {
      id,
      label: freeLabel(people[id] ?? '?', mentioned),
    };
    if (!mentioned.includes(person)) mentioned.push(person);
    return `@${person.label}`;
  });
  return { text, mentioned };
}

/** A draft as it is kept. A name that was typed and not chosen stays a name. */
export function bodyOf({ text, mentioned }: Draft): string {
  if (mentioned.length === 0) return text;
  const byLength = [...mentioned].sort((a, b) => b.label.length - a.label.length);
  const names = byLength.map(({ label }) => label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return text.replace(new RegExp(`@(${names})(?![\\p{L}\\p{N}])`, 'gu'), (whole, name: string) => {
    const person = byLength.find(({ label }) => label === name);
    return person ? `@[${person.id}]` : whole;
  });
}

export function searchAt({ text, mentioned }: Draft, caret: number): MentionSearch | null {
  const [, term] = /(?:^|[\s(])@([^\s@][^@\n]*|)$/u.exec(text.slice(0, caret)) ?? [];
  if (term === undefined || term.length > LONGEST_TERM || term.split(' ').length > 3) return null;
  if (mentioned.some(({ label }) => term.startsWith(label))) return null;
  return { from: caret - term.length - 1, term };
}

/** The draft with the person in place of what was typed, and where the caret then stands. */
export function takePerson(
  draft: Draft,
  search: MentionSearch,
  person: { readonly id: string; readonly name: string },
): { readonly draft: Draft; readonly caret: number } {
  const known = draft.mentioned.find(({ id }) => id === person.id);
  const chosen = known ?? { id: person.id, label: freeLabel(person.name, draft.mentioned) };
  const before = `${draft.text.slice(0, search.from)}@${chosen.label} `;
  const after = draft.text.slice(search.from + 1 + search.term.length).replace(/^ /, '');
  return {
    draft: { text: before + after, mentioned: known ? draft.mentioned : [...draft.mentioned, chosen] },
    caret: before.length,
  };
}

/** Two people of one name are told apart by a number. */
function freeLabel(name: string, taken: readonly Mentioned[]): string {
  const same = taken.filter(({ label }) => label === name || label.startsWith(`${name} (`)).length;
  return same === 0 ? name : `${name} (${same + 1})`;
}
