import { useEffect, useRef, useState, type DragEvent, type ReactElement } from 'react';
import { Button, useText } from '../../../../../src/panel-kit/index.js';
import { AddOne } from './add-one.js';

interface Named {
  readonly name: string;
  readonly title: string;
}

export interface OrderedChoiceProps {
  /** of the list, for a screen reader */
  readonly label: string;
  /** of the box that adds one */
  readonly addLabel: string;
  readonly chosen: readonly string[];
  readonly all: readonly Named[];
  /** can be added; those that are chosen already are left out */
  readonly offered: readonly Named[];
  readonly most: number;
  readonly least: number;
  /** names of what is chosen and does not fit */
  readonly wrong?: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Some of many, in an order: moved by buttons, by Alt and an arrow, or by hand. */
export function OrderedChoice(props: OrderedChoiceProps): ReactElement {
  const { label, addLabel, chosen, all, offered, most, least, wrong = [], onChange } = props;
  const text = useText('reports');
  const order = useOrder(chosen, onChange);
  const titleOf = (name: string): string => all.find((one) => one.name === name)?.title ?? name;
  const rest = offered.filter(({ name }) => !chosen.includes(name));
  const move = (at: number, to: number): void => {
    const name = chosen[at];
    if (name === undefined || to < 0 || to >= chosen.length) return;
    order.move(at, to);
    order.say(text('builder.moved', { title: titleOf(name), place: to + 1, total: chosen.length }));
  };
  return (
    <>
      {chosen.length > 0 ? (
        <ol className="reports-order" aria-label={label} ref={order.list}>
          {chosen.map((name, at) => (
            <li
              key={name}
              data-name={name}
              className={wrong.includes(name) ? 'reports-order-wrong' : undefined}
              {...order.dragging(at)}
              onKeyDown={(event) => {
                const step = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined;
                if (step === undefined) return;
                event.preventDefault();
                move(at, at + step);
              }}
            >
              <span className="reports-grip" aria-hidden="true">
                ⠿
              </span>
              <span className="reports-order-title">{titleOf(name)}</span>
              <span className="reports-order-tools">
                <Tool
                  sign="↑"
                  label={text('builder.moveUp', { title: titleOf(name) })}
                  onPress={at > 0 ? () => move(at, at - 1) : null}
                />
                <Tool
                  sign="↓"
                  label={text('builder.moveDown', { title: titleOf(name) })}
                  onPress={at < chosen.length - 1 ? () => move(at, at + 1) : null}
                />
                <Tool
                  sign="×"
                  label={text('builder.remove', { title: titleOf(name) })}
                  onPress={
                    chosen.length > least
                      ? () => {
                          onChange(chosen.filter((each) => each !== name));
                          order.say(text('builder.removed', { title: titleOf(name) }));
                          order.focusAdding();
                        }
                      : null
                  }
                />
              </span>
            </li>
          ))}
        </ol>
      ) : null}
      {rest.length > 0 && chosen.length < most ? (
        <AddOne
          ref={order.adding}
          label={addLabel}
          offered={rest}
          onAdd={(name) => {
            onChange([...chosen, name]);
            order.say(text('builder.added', { title: titleOf(name) }));
          }}
        />
      ) : null}
      <p className="ch-unseen" role="status">
        {order.said}
      </p>
    </>
  );
}

/** What cannot be done now keeps its place, and the focus that may be on it. */
function Tool(props: {
  readonly sign: string;
  readonly label: string;
  readonly onPress: (() => void) | null;
}): ReactElement {
  return (
    <Button
      look="quiet"
      aria-label={props.label}
      aria-disabled={props.onPress === null || undefined}
      onClick={() => props.onPress?.()}
    >
      <span aria-hidden="true">{props.sign}</span>
    </Button>
  );
}

function useOrder(chosen: readonly string[], onChange: (chosen: readonly string[]) => void) {
  const list = useRef<HTMLOListElement>(null);
  const adding = useRef<HTMLSelectElement>(null);
  const held = useRef<number | null>(null);
  const [said, say] = useState('');
  const [refocus, setRefocus] = useState<{ name: string; tool: number } | null>(null);

  // What was moved takes the focus of its own button along: the browser drops it where the row leaves its place.
  useEffect(() => {
    if (!refocus) return;
    const row = list.current?.querySelector(`[data-name="${CSS.escape(refocus.name)}"]`);
    row?.querySelectorAll('button')[refocus.tool]?.focus();
  }, [refocus]);

  const move = (at: number, to: number): void => {
    const next = [...chosen];
    const [moved] = next.splice(at, 1);
    if (moved === undefined) return;
    next.splice(to, 0, moved);
    onChange(next);
    setRefocus({ name: moved, tool: to < at ? 0 : 1 });
  };
  const dragging = (at: number) => ({
    draggable: chosen.length > 1,
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
  return { list, adding, said, say, move, dragging, focusAdding: () => adding.current?.focus() };
}
