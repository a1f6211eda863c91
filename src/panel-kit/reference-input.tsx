import { useRef, type ReactElement } from 'react';
import type { ControlAttributes } from './field.js';
import { FindInput, type Choice } from './find-input.js';
import { useLoaded } from './use-loaded.js';

interface Choices {
  readonly choices: readonly Choice[];
}

export interface ReferenceInputProps {
  /** the Prisma model whose records are offered; only those that the reader may see are */
  readonly model: string;
  readonly value: string;
  /** the title of `value`, where it is known already */
  readonly title?: string;
  readonly onChange: (id: string, title: string) => void;
  readonly control: ControlAttributes;
  readonly disabled?: boolean;
}

/** Chooses a record by typing a part of its name. */
export function ReferenceInput(props: ReferenceInputProps): ReactElement {
  const { model, value, title, onChange, control, disabled } = props;
  const known = useKnownTitle(model, value, title);
  return (
    <FindInput<Choices, Choice>
      control={control}
      disabled={disabled}
      title={known}
      urlOf={(term) => choicesUrl(model, { q: term, limit: '20' })}
      choicesOf={({ choices }) => choices}
      onChange={(found) => onChange(found?.id ?? '', found?.title ?? '')}
    />
  );
}

function choicesUrl(model: string, query: Readonly<Record<string, string>>): string {
  return `/admin/x/host/choices/${encodeURIComponent(model)}?${new URLSearchParams(query).toString()}`;
}

/** The name of the record that is chosen: given, chosen here before, or asked for. */
function useKnownTitle(model: string, value: string, title: string | undefined): string {
  const last = useRef<Choice>({ id: '', title: '' });
  if (title) last.current = { id: value, title };
  const isKnown = value === '' || last.current.id === value;
  const asked = useLoaded<Choices>(isKnown ? null : choicesUrl(model, { ids: value }));
  if (value === '') return '';
  if (isKnown) return last.current.title;
  return asked.data?.choices.find((choice) => choice.id === value)?.title ?? '';
}
