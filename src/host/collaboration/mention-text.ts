const MENTION = /@\[([0-9a-f-]{36})\]/g;

/** The people whom a comment names, each once: `@[id]` in its text. */
export function mentionedIn(body: string): readonly string[] {
  return [...new Set([...body.matchAll(MENTION)].map(([, id]) => id ?? ''))];
}

/** What a browser sent, as it is kept: one kind of line end, nothing that no key writes, nothing empty around it. */
export function tidyText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .trim();
}
