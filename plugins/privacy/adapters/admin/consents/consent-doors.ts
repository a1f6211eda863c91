import { NOTHING, type Text } from '../../../../../src/panel-kit/index.js';
import type { WordingsView, WordingView } from '../../../contract/consent-doors.js';

/** What they say stands in contract/consent-doors.ts. */
export const DOORS = '/admin/x/privacy/consents';

/** The newest edition of each purpose, and those before it. */
export function purposesOf({ wordings }: Pick<WordingsView, 'wordings'>): readonly {
  readonly newest: WordingView;
  readonly earlier: readonly WordingView[];
}[] {
  return wordings
    .filter(({ purpose }, index) => wordings.findIndex((each) => each.purpose === purpose) === index)
    .map((newest) => ({
      newest,
      earlier: wordings.filter((each) => each.purpose === newest.purpose && each !== newest),
    }));
}

export function standingWords(text: Text, consent: { given: boolean; isOutdated: boolean }): string {
  if (!consent.given) return text('consents.withdrawn');
  return text(consent.isOutdated ? 'consents.outdated' : 'consents.given');
}

/** For the badge: its colour only repeats the words. */
export function standingTone(consent: { given: boolean; isOutdated: boolean }): string {
  if (!consent.given) return 'inactive';
  return consent.isOutdated ? 'warning' : 'active';
}

export function subjectWords(text: Text, subject: { kind: string; title: string | null }): string {
  return subject.title ?? `${text(`consents.kinds.${subject.kind}`)} ${NOTHING} ${text('consents.gone')}`;
}
