import type { Language } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import { registerOf } from '../app/register.js';
import type { RetentionParts } from '../app/retention.js';
import type { RegisterLine } from '../contract/doors.js';

const COLUMNS = ['class', 'data', 'subjects', 'purpose', 'basis', 'kept', 'readers'] as const;

/** The register in words of one language. */
export interface RegisterTable {
  readonly title: string;
  readonly headings: readonly string[];
  /** a class each, a cell for each heading */
  readonly rows: readonly (readonly string[])[];
}

export async function registerTable(
  parts: RetentionParts,
  context: PluginContext,
  language: Language,
): Promise<RegisterTable> {
  const say: Say = (key, facts) => context.translator.text(language, `privacy:panel.register.${key}`, facts);
  const lines = await registerOf(parts, context, language);
  return {
    title: say('title'),
    headings: COLUMNS.map((name) => say(name)),
    rows: lines.map((line) => {
      const { title, data, purpose, basis } = line;
      const cells: Readonly<Record<(typeof COLUMNS)[number], string>> = {
        ...{ class: title, data, purpose, basis },
        subjects: line.subjects.map((kind) => say(`kinds.${kind}`)).join(', '),
        kept: keptWords(say, line),
        readers: line.readers.map((role) => say(`roles.${role}`)).join(', '),
      };
      return COLUMNS.map((name) => cells[name]);
    }),
  };
}

type Say = (key: string, facts?: Readonly<Record<string, unknown>>) => string;

function keptWords(say: Say, { days, atLeastDays }: RegisterLine): string {
  if (days === null) return say('forever');
  const kept = say('days', { count: days });
  return atLeastDays === null ? kept : `${kept} (${say('atLeast', { count: atLeastDays })})`;
}
