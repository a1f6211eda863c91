import type { ReactElement } from 'react';
import { ChooseOne, useText } from '../../../../src/panel-kit/index.js';
import type { Named, RowFormat } from '../../contract/doors.js';

export interface Content {
  /** names; null: everything */
  readonly sets: readonly string[] | null;
  readonly rows: RowFormat;
}

interface ContentFieldsProps {
  readonly sets: readonly Named[];
  readonly content: Content;
  readonly onChange: (part: Partial<Content>) => void;
}

/** What goes into a backup, and in which form its rows stand there. */
export function ContentFields({ sets, content, onChange }: ContentFieldsProps): ReactElement {
  const text = useText('backup');
  const chosen = content.sets;
  return (
    <>
      <ChooseOne
        label={text('sets.what')}
        value={chosen ? 'chosen' : 'everything'}
        options={(['everything', 'chosen'] as const).map((value) => ({
          value,
          label: text(`sets.${value}`),
        }))}
        help={text(chosen ? 'sets.chosenHelp' : 'sets.everythingHelp')}
        onChoose={(value) => onChange({ sets: value === 'chosen' ? sets.map(({ name }) => name) : null })}
      />
      {chosen ? (
        <Ticks
          legend={text('sets.chosen')}
          options={sets.map(({ name, title }) => ({ id: name, title }))}
          chosen={chosen}
          onChange={(next) => onChange({ sets: next })}
        />
      ) : null}
      <ChooseOne
        label={text('sets.rows')}
        value={content.rows}
        options={(['jsonl', 'csv'] as const).map((value) => ({ value, label: text(`sets.${value}`) }))}
        onChoose={(rows) => onChange({ rows })}
      />
    </>
  );
}

interface PlaceTicksProps {
  readonly places: readonly { readonly id: string; readonly title: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Where it goes: to one place, or to several at once. */
export function PlaceTicks({ places, chosen, onChange }: PlaceTicksProps): ReactElement {
  const text = useText('backup');
  if (places.length === 0) return <p>{text('places.noneToChoose')}</p>;
  return <Ticks legend={text('places.where')} options={places} chosen={chosen} onChange={onChange} />;
}

function Ticks(props: {
  readonly legend: string;
  readonly options: readonly { readonly id: string; readonly title: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}): ReactElement {
  const { legend, options, chosen, onChange } = props;
  return (
    <fieldset className="ch-ticks">
      <legend className="ch-label">{legend}</legend>
      {options.map(({ id, title }) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))
            }
          />
          {title}
        </label>
      ))}
    </fieldset>
  );
}
