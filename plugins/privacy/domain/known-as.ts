/** By what somebody is known in texts, and how it is taken out of them. */
export interface KnownAs {
  mentionedIn(text: string): boolean;
  /** Text, or JSON: there the values alone, so that it stays JSON. Without a mention it comes back as it was. */
  takenOutOf(text: string): string;
}

export interface StandIn {
  readonly name: string;
  readonly address: string;
}

/** Shorter ones stand inside too many other words to be looked for in the midst of a text. */
const SHORTEST_INSIDE = 5;
const SHORTEST = 2;

/**
 * A value is known as the whole of a text; one of five characters and more also inside it, between what is no letter and no digit.
 * Upper and lower case are the same. An e-mail address is replaced by the stand-in's address, the rest by its name.
 */
export function knownAs(values: readonly string[], standIn: StandIn): KnownAs {
  const distinct = [
    ...new Set(values.map((value) => value.trim()).filter(({ length }) => length >= SHORTEST)),
  ];
  // The longest first: a name within an address is replaced with it.
  const sought = distinct
    .sort((one, other) => other.length - one.length)
    .map((value) => ({
      lower: value.toLowerCase(),
      pattern:
        value.length < SHORTEST_INSIDE
          ? null
          : new RegExp(`(?<![\\p{L}\\p{N}])${escaped(value)}(?![\\p{L}\\p{N}])`, 'giu'),
      instead: value.includes('@') && !/\s/.test(value) ? standIn.address : standIn.name,
    }));

  const plain = (text: string): string => {
    let result = text;
    for (const { lower, pattern, instead } of sought) {
      if (result.trim().toLowerCase() === lower) return instead;
      if (pattern) result = result.replace(pattern, () => instead);
    }
    return result;
  };
  const takenOutOf = (text: string): string => {
    const json = parsed(text);
    if (json === undefined) return plain(text);
    const clean = mapTexts(json, plain);
    return clean === json ? text : JSON.stringify(clean);
  };
  return { takenOutOf, mentionedIn: (text) => takenOutOf(text) !== text };
}

function escaped(value: string): string {
  return value.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, '\\s+');
}

/** Undefined: it is no JSON of several values. */
function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The same object when nothing in it changed. */
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') {
    const inner = parsed(value);
    // JSON within JSON: a trail's values, a payload within an effect.
    if (inner !== undefined) {
      const clean = mapTexts(inner, change);
      return clean === inner ? value : JSON.stringify(clean);
    }
    return change(value);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const clean = value.map((part) => mapTexts(part, change));
    return clean.every((part, at) => part === value[at]) ? value : clean;
  }
  const entries = Object.entries(value);
  const clean = entries.map(([key, part]) => [change(key), mapTexts(part, change)] as const);
  return clean.every(([key, part], at) => key === entries[at]?.[0] && part === entries[at]?.[1])
    ? value
    : Object.fromEntries(clean);
}
