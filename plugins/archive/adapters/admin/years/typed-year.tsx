import { useState, type ReactElement } from 'react';
import {
  asProblem,
  Failure,
  fetchJson,
  Field,
  notify,
  useText,
  type Problem,
} from '../../../../../src/panel-kit/index.js';

/** What cannot be taken back by a click is typed. */
export function TypedYear(props: {
  readonly year: number;
  readonly typed: string;
  readonly onChange: (typed: string) => void;
}): ReactElement {
  const text = useText('archive');
  return (
    <Field label={text('typed', { year: props.year })}>
      {(control) => (
        <input
          {...control}
          inputMode="numeric"
          autoComplete="off"
          value={props.typed}
          onChange={({ target }) => props.onChange(target.value)}
        />
      )}
    </Field>
  );
}

interface YearDeed {
  readonly isBusy: boolean;
  readonly failure: ReactElement | null;
  readonly send: (door: string, body: unknown, done: string) => Promise<void>;
}

/** Asks for it: the dialog closes when it was asked for, and says why when it was not. */
export function useYearDeed(after: { readonly onDone: () => void; readonly onClose: () => void }): YearDeed {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  return {
    isBusy,
    failure: problem ? <Failure problem={problem} /> : null,
    async send(door, body, done) {
      setBusy(true);
      try {
        await fetchJson(door, { body });
        notify({ tone: 'success', message: done });
        after.onDone();
        after.onClose();
      } catch (error) {
        setProblem(asProblem(error));
        setBusy(false);
      }
    },
  };
}
