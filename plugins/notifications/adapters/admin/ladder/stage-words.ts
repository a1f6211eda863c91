import type { Text } from '../../../../../src/panel-kit/index.js';
import type { LaddersView, LadderView, StageView } from '../../../contract/ladder-doors.js';

/** "3 days before the due date", "on the due date", "7 days after it". */
export function dayWords(text: Text, day: number): string {
  if (day === 0) return text('ladder.onDay');
  return text(day < 0 ? 'ladder.daysBefore' : 'ladder.daysAfter', { count: Math.abs(day) });
}

export function channelWords(
  text: Text,
  channels: StageView['channels'],
  known: LaddersView['channels'],
): string {
  if (channels.length === 0) return text('ladder.ownChannels');
  return channels.map((name) => known.find((each) => each.name === name)?.title ?? name).join(', ');
}

/** Whom a ladder is for, in one sentence; null for everybody. */
export function segmentWords(text: Text, { segment, names }: LadderView): string | null {
  const named = (ids: readonly string[]): string => ids.map((id) => names[id] ?? id).join(', ');
  const parts = [
    segment.officeIds.length > 0 ? text('ladder.ofOffices', { names: named(segment.officeIds) }) : '',
    segment.geoIds.length > 0 ? text('ladder.ofGeos', { names: named(segment.geoIds) }) : '',
    segment.representativeIds.length > 0
      ? text('ladder.ofRepresentatives', { names: named(segment.representativeIds) })
      : '',
    segment.currencies.length > 0
      ? text('ladder.ofCurrencies', { names: segment.currencies.join(', ') })
      : '',
    segment.atLeast === null
      ? ''
      : text('ladder.fromAmount', { amount: `${segment.atLeast} ${segment.currencies[0] ?? ''}` }),
  ].filter(Boolean);
  return parts.length === 0 ? null : parts.join(' · ');
}
