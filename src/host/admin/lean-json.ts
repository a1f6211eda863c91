/**
 * A description of a field or a button without what is empty or untrue: every page and every row carries many of them.
 * `component: false` stays: it says that a button acts at once, without a page.
 */
export function lean<Json extends object>(json: Json): Json {
  const said = Object.entries(json).filter(
    ([name, value]) =>
      name === 'component' || (value !== false && value !== null && value !== '' && value !== undefined),
  );
  return Object.fromEntries(said) as Json;
}
