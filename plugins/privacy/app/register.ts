import type { Language } from '../../../src/kernel/permissions.js';
import {
  SUBJECT_KINDS,
  type Belonging,
  type PersonalModel,
  type SubjectKind,
} from '../../../src/kernel/personal-data.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { RegisterLine } from '../contract/doors.js';
import { classRules, type RetentionParts } from './retention.js';

/** The register of processing (GDPR Art. 30): what is kept of whom, why, how long, and who sees it. */
export async function registerOf(
  parts: RetentionParts,
  context: PluginContext,
  language: Language,
): Promise<readonly RegisterLine[]> {
  const { described, readersOf } = context.personalData;
  const all = described.flatMap(({ plugin, value }) => value.models.map((model) => ({ plugin, model })));
  const kindsOf = subjectsOf(all.map(({ model }) => model));
  const rules = await classRules(parts, context);
  return rules.map(({ name, plugin, dataClass, days, version, expires }) => {
    const say = (what: string): string =>
      context.translator.text(language, `${plugin}:privacy.classes.${dataClass.name}.${what}`);
    const models = all
      .filter((each) => each.plugin === plugin && each.model.dataClass === dataClass.name)
      .map(({ model }) => model);
    const readers = models.map(({ model }) => readersOf(model)).filter((reader) => reader !== null);
    const kinds = new Set(models.flatMap((model) => kindsOf(model.model)));
    return {
      ...{ dataClass: name, title: say('title'), data: say('data') },
      ...{ purpose: say('purpose'), basis: say('basis') },
      subjects: SUBJECT_KINDS.filter((kind) => kinds.has(kind)),
      models: models.map(({ model }) => model),
      readers: [...new Set(readers.flatMap(({ roles }) => roles))],
      ...{ days, version, expires, atLeastDays: dataClass.atLeastDays ?? null },
    };
  });
}

/** Whose the rows of a model can be. What belongs to nobody, but may name anybody, is everybody's. */
function subjectsOf(models: readonly PersonalModel[]): (model: string) => readonly SubjectKind[] {
  const byName = new Map(models.map((model) => [model.model, model]));
  const kindsOf = (name: string, asked: ReadonlySet<string>): readonly SubjectKind[] => {
    const model = byName.get(name);
    if (!model || asked.has(name)) return [];
    const { belongs = [] } = model;
    if (belongs.length === 0) return SUBJECT_KINDS;
    return belongs.flatMap((link) => ofLink(link, new Set([...asked, name])));
  };
  const ofLink = (link: Belonging, asked: ReadonlySet<string>): readonly SubjectKind[] => {
    if ('of' in link) return [link.of];
    if ('as' in link) return kindsOf(link.as, asked);
    return 'through' in link ? kindsOf(link.through, asked) : SUBJECT_KINDS;
  };
  return (model) => kindsOf(model, new Set());
}
