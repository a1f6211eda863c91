import { useEffect, useRef, useState, type DragEvent, type ReactElement } from 'react';
import { Button, confirmFirst, StatusBadge, useText } from '../../../../../src/panel-kit/index.js';
import type { LaddersView, LadderView } from '../../../contract/ladder-doors.js';
import { channelWords, dayWords, segmentWords } from './stage-words.js';

export interface LadderListProps extends Pick<LaddersView, 'ladders' | 'channels' | 'mayChange'> {
  readonly onEdit: (ladder: LadderView) => void;
  readonly onArrange: (ids: readonly string[]) => void;
  readonly onSwitch: (ladder: LadderView, active: boolean) => void;
  readonly onDelete: (ladder: LadderView) => void;
}

/** The ladders in the order in which they are asked: moved by buttons, by Alt and an arrow, or by hand. */
export function LadderList(props: LadderListProps): ReactElement {
  const { ladders, channels, mayChange, onEdit, onArrange, onSwitch, onDelete } = props;
  const text = useText('notifications');
  const list = useRef<HTMLOListElement>(null);
  const held = useRef<number | null>(null);
  const [said, say] = useState('');
  const [refocus, setRefocus] = useState<{ readonly id: string; readonly step: number } | null>(null);

  // What was moved takes the focus along: the browser drops it where the row leaves its place.
  useEffect(() => {
    if (!refocus) return;
    const row = list.current?.querySelector(`[data-ladder="${CSS.escape(refocus.id)}"]`);
    row?.querySelector<HTMLElement>(`[data-step="${refocus.step}"]`)?.focus();
  }, [refocus, ladders]);

  const move = (at: number, to: number): void => {
    const ids = ladders.map(({ id }) => id);
    const [moved] = ids.splice(at, 1);
    if (moved === undefined || to < 0 || to >= ladders.length) return;
    ids.splice(to, 0, moved);
    onArrange(ids);
    setRefocus({ id: moved, step: to < at ? -1 : 1 });
    say(text('ladder.moved', { name: ladders[at]!.name, place: to + 1, total: ladders.length }));
  };
  const dragging = (at: number) => ({
    draggable: mayChange && ladders.length > 1,
    onDragStart: (event: DragEvent) => {
      held.current = at;
      event.dataTransfer.effectAllowed = 'move';
    },
    onDragOver: (event: DragEvent) => {
      if (held.current !== null) event.preventDefault();
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      if (held.current !== null && held.current !== at) move(held.current, at);
      held.current = null;
    },
    onDragEnd: () => void (held.current = null),
  });
  const remove = async (ladder: LadderView): Promise<void> => {
    const isMeant = await confirmFirst({
      title: text('ladder.deleteTitle', { name: ladder.name }),
      sentence: text('ladder.deleteSentence'),
      yes: text('ladder.delete'),
      no: text('ladder.keep'),
    });
    if (isMeant) onDelete(ladder);
  };

  return (
    <>
      <ol className="ladder-list" aria-label={text('ladder.listLabel')} ref={list}>
        {ladders.map((ladder, at) => (
          <li
            key={ladder.id}
            data-ladder={ladder.id}
            className="ch-card ch-stack"
            {...dragging(at)}
            onKeyDown={(event) => {
              const step = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined;
              if (step === undefined || !mayChange) return;
              event.preventDefault();
              move(at, at + step);
            }}
          >
            <div className="ladder-head">
              <h2 translate="no">{ladder.name}</h2>
              <StatusBadge
                status={ladder.active ? 'active' : 'inactive'}
                label={text(ladder.active ? 'ladder.isActive' : 'ladder.isInactive')}
              />
            </div>
            <p className="ladder-segment">{segmentWords(text, ladder) ?? text('ladder.everybody')}</p>
            <ol className="ladder-stages" aria-label={text('ladder.stagesOf', { name: ladder.name })}>
              {ladder.stages.map((stage) => (
                <li key={`${stage.day} ${stage.audience}`}>
                  <strong>{dayWords(text, stage.day)}</strong>
                  <span>{text(`ladder.audiences.${stage.audience}`)}</span>
                  <span>{text(`ladder.wordings.${stage.wording}`)}</span>
                  <span className="ladder-muted">{channelWords(text, stage.channels, channels)}</span>
                </li>
              ))}
            </ol>
            {mayChange ? (
              <div className="ch-actions">
                <Button
                  aria-label={text('ladder.editOf', { name: ladder.name })}
                  onClick={() => onEdit(ladder)}
                >
                  {text('ladder.edit')}
                </Button>
                <Button
                  aria-label={text(ladder.active ? 'ladder.switchOffOf' : 'ladder.switchOnOf', {
                    name: ladder.name,
                  })}
                  onClick={() => onSwitch(ladder, !ladder.active)}
                >
                  {text(ladder.active ? 'ladder.switchOff' : 'ladder.switchOn')}
                </Button>
                {([-1, 1] as const).map((step) => (
                  <Button
                    key={step}
                    look="quiet"
                    data-step={step}
                    aria-label={text(step < 0 ? 'ladder.moveUp' : 'ladder.moveDown', { name: ladder.name })}
                    aria-disabled={ladders[at + step] === undefined || undefined}
                    onClick={() => move(at, at + step)}
                  >
                    <span aria-hidden="true">{step < 0 ? '↑' : '↓'}</span>
                  </Button>
                ))}
                <Button
                  look="quiet"
                  aria-label={text('ladder.deleteOf', { name: ladder.name })}
                  onClick={() => void remove(ladder)}
                >
                  {text('ladder.delete')}
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ol>
      <p className="ch-unseen" role="status">
        {said}
      </p>
    </>
  );
}
