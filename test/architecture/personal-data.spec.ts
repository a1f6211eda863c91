import { describe, expect, it } from '@jest/globals';
import { builtInPlugins } from '../../plugins/index.js';
import { models, type ScalarField } from '../../generated/model.js';
import { hostPersonalData } from '../../src/host/personal-data/host-personal-data.js';
import { collectContributions } from '../../src/kernel/collect-contributions.js';
import type { PersonalDataOf } from '../../src/kernel/contributions.js';
import type { PersonalModel } from '../../src/kernel/personal-data.js';
import { textOf } from './plugin-sources.js';

/** Names of fields that may say something of a person; a reference says it elsewhere. */
const LOOKS_PERSONAL =
  /e-?mail|phone|name$|address|note|text|account|contact|counterparty|body|recipient$|label|reason|title|message$|comment/i;

const described: ReadonlyMap<string, PersonalDataOf> = new Map([
  ['host', hostPersonalData],
  ...builtInPlugins.flatMap((plugin) =>
    collectContributions(plugin).personalData.map(({ value }) => [plugin.name, value] as const),
  ),
]);
const personal = [...described].flatMap(([plugin, { models: those }]) =>
  those.map((each) => [`${plugin}: ${each.model}`, plugin, each] as const),
);
const fieldsOf = (model: string): ReadonlyMap<string, ScalarField> =>
  new Map(
    models
      .find(({ name }) => name === model)!
      .fields.flatMap((field) => (field.kind === 'scalar' ? [[field.name, field] as const] : [])),
  );

/** Every name of a field that a description uses of its own model. */
function fieldsNamedBy(model: PersonalModel): string[] {
  const { fields = {}, belongs = [], ends, amounts, files, expiry, subject } = model;
  const places = [amounts?.currency, expiry?.by].map((place) =>
    typeof place === 'object' ? place.field : place,
  );
  const linked = belongs.flatMap((link) => {
    if ('of' in link) return [link.field, ...Object.keys(link.when ?? {})];
    if ('as' in link) return [link.field];
    if ('about' in link) return [link.about, link.field];
    return 'addressed' in link ? [link.addressed] : [];
  });
  return [
    ...Object.keys(fields),
    ...(subject?.identifies ?? []),
    ...linked,
    ...Object.keys({ ...ends?.when, ...ends?.set, ...files?.set, ...expiry?.when }),
    ...(amounts?.fields ?? []),
    ...(files ? [...files.paths, files.over] : []),
    ...places.filter((place) => place !== undefined),
  ];
}

describe('what the house keeps of people is described', () => {
  it.each(models.map(({ name, plugin }) => [name, plugin]))('%s, by %s and once', (model, plugin) => {
    const mentions = [...described].flatMap(([owner, { models: those, impersonal }]) =>
      [...those.map((each) => each.model), ...impersonal].filter((each) => each === model).map(() => owner),
    );
    expect(mentions).toEqual([plugin]);
  });

  it('and nothing else is', () => {
    const known = new Set(models.map(({ name }) => name));
    const named = [...described.values()].flatMap(({ models: those, impersonal }) => [
      ...those.map(({ model }) => model),
      ...impersonal,
    ]);
    expect(named.filter((each) => !known.has(each))).toEqual([]);
  });

  it.each(personal)('%s: decides on every field that looks personal', (_, __, each) => {
    // A blind index changes with what it indexes.
    const own = [...fieldsOf(each.model)].filter(([, { blindIndex }]) => !blindIndex).map(([field]) => field);
    const undecided = own.filter(
      (field) => LOOKS_PERSONAL.test(field) && !/Id$/.test(field) && !(field in (each.fields ?? {})),
    );
    const paths = each.files?.paths ?? [];
    expect(undecided.filter((field) => !paths.includes(field))).toEqual([]);
  });

  it.each(personal)('%s: names fields and models that there are', (_, __, each) => {
    const fields = fieldsOf(each.model);
    expect(fieldsNamedBy(each).filter((field) => !fields.has(field))).toEqual([]);
    const others = (each.belongs ?? []).flatMap((link) => {
      if ('as' in link) return [link.as];
      return 'through' in link ? [link.through] : [];
    });
    expect(others.filter((other) => personal.every(([, , { model }]) => model !== other))).toEqual([]);
    const { by, whenDated = {} } = each.expiry ?? {};
    const dating = typeof by === 'object' ? fieldsOf(by.model) : fields;
    const dated = [...(typeof by === 'object' ? [by.at] : []), ...Object.keys(whenDated)];
    expect(dated.filter((field) => !dating.has(field))).toEqual([]);
  });

  it.each(personal)('%s: is of a class that its plugin has, in words of its language', (_, plugin, each) => {
    expect(described.get(plugin)!.classes.map(({ name }) => name)).toContain(each.dataClass);
    const words = JSON.parse(textOf(`locales/en/${plugin}.json`)) as {
      privacy: { classes: Record<string, Record<string, string>>; keeps?: Record<string, string> };
    };
    expect(Object.keys(words.privacy.classes[each.dataClass] ?? {}).sort()).toEqual([
      ...['basis', 'data', 'purpose', 'title'],
    ]);
    const reasons = Object.values(each.fields ?? {}).flatMap((treatment) =>
      typeof treatment === 'object' ? [treatment.kept] : [],
    );
    expect(reasons.filter((reason) => !words.privacy.keeps?.[reason])).toEqual([]);
  });

  it.each(personal)(
    '%s: what is cleared may be, and what goes takes along what points to it',
    (_, __, each) => {
      const { table } = models.find(({ name }) => name === each.model)!;
      if (each.rows === 'removed' || each.mentioning === 'removed' || each.expiry?.does === 'removed') {
        const with_ = each.expiry?.with?.map(({ model }) => model) ?? [];
        const pointing = models
          .filter(({ foreignKeys }) =>
            foreignKeys.some((key) => key.table === table && key.onDelete === 'restrict'),
          )
          .map(({ name }) => name);
        expect(pointing.filter((model) => !with_.includes(model))).toEqual([]);
      }
      const fields = fieldsOf(each.model);
      const unclearable = Object.entries(each.fields ?? {}).filter(([name, treatment]) => {
        const { nullable, value, unique } = fields.get(name)!;
        const empties = ['cleared', 'words', 'secret'].includes(String(treatment)) && each.rows !== 'removed';
        return empties && each.rows !== 'trail' && !nullable && (value !== 'text' || unique);
      });
      expect(unclearable).toEqual([]);
    },
  );

  it('keeps what the law asks for no shorter by default than it asks', () => {
    const classes = [...described.values()].flatMap((each) => each.classes);
    const short = classes.filter(
      ({ days, atLeastDays }) => atLeastDays !== undefined && days !== null && days < atLeastDays,
    );
    expect(short).toEqual([]);
  });
});
