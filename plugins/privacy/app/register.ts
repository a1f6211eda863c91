import type { Language } from '../../../src/kernel/permissions.js';
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
  const rules = await classRules(parts, context);
  return rules.map(({ name, plugin, dataClass, days, version, expires }) => {
    const say = (what: string): string =>
      context.translator.text(language, `${plugin}:privacy.classes.${dataClass.name}.${what}`);
    const models = described
      .filter((each) => each.plugin === plugin)
      .flatMap((each) => each.value.models.filter((model) => model.dataClass === dataClass.name));
    const readers = models.map(({ model }) => readersOf(model)).filter((reader) => reader !== null);
    return {
      ...{ dataClass: name, title: say('title'), data: say('data') },
      ...{ purpose: say('purpose'), basis: say('basis') },
      models: models.map(({ model }) => model),
      readers: [...new Set(readers.flatMap(({ roles }) => roles))],
      ...{ days, version, expires, atLeastDays: dataClass.atLeastDays ?? null },
    };
  });
}
