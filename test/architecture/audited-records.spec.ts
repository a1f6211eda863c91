import { expect, it } from '@jest/globals';
import { namesIn, pluginNames, sourcesOf, textOf } from './plugin-sources.js';

/** Kinds of records that an entry of the audit trail names, as the sources write them. */
const audited = new Set(
  pluginNames()
    .flatMap(sourcesOf)
    .flatMap((path) => [...textOf(path).matchAll(/entity: '(\w+)'/g)].map(([, model = '']) => model)),
);

it.each(['en', 'uk', 'ru'])('what the audit trail tells of has a name in %s', (language) => {
  const named = namesIn(`locales/${language}`).flatMap((file) => {
    const texts = JSON.parse(textOf(`locales/${language}/${file}`)) as {
      readonly resources?: Readonly<Record<string, { readonly name?: string }>>;
    };
    return Object.entries(texts.resources ?? {}).flatMap(([model, { name }]) => (name ? [model] : []));
  });
  expect(audited.size).toBeGreaterThan(20);
  expect([...audited].filter((model) => !named.includes(model))).toEqual([]);
});
