import type { ReactElement } from 'react';
import { Field, house, ReferenceInput, useText } from '../../../../src/panel-kit/index.js';

export interface Place {
  readonly office: string;
  readonly representative: string;
}

/** Narrows a page to one office or one representative; choosing one lets go of the other. */
export function PlaceFields({
  place,
  onChange,
}: {
  readonly place: Place;
  readonly onChange: (place: Place) => void;
}): ReactElement {
  const text = useText('analytics');
  return (
    <>
      <Field label={text('outlook.office')}>
        {(control) => (
          <ReferenceInput
            model="Office"
            value={place.office}
            onChange={(office) => onChange({ office, representative: '' })}
            control={control}
          />
        )}
      </Field>
      <Field label={text('outlook.representative')}>
        {(control) => (
          <ReferenceInput
            model="Representative"
            value={place.representative}
            onChange={(representative) => onChange({ office: '', representative })}
            control={control}
          />
        )}
      </Field>
    </>
  );
}

/** What the address asks for by these names; it is kept there, so that a page can be shared as it is. */
export function askedInAddress<Name extends string>(names: readonly Name[]): Record<Name, string> {
  const asked = new URLSearchParams(window.location.search);
  return Object.fromEntries(names.map((name) => [name, asked.get(name) ?? ''])) as Record<Name, string>;
}

export function keepInAddress(asked: Readonly<Record<string, string>>): string {
  const filled = Object.entries(asked).filter(([, value]) => value !== '');
  const query = new URLSearchParams(filled).toString();
  window.history.replaceState(null, '', query === '' ? window.location.pathname : `?${query}`);
  return query;
}

/** A share from 0 to 1 as whole per cent in the reader's way of writing. */
export function percentOf(share: number): string {
  return new Intl.NumberFormat(house().language, { style: 'percent', maximumFractionDigits: 0 }).format(
    share,
  );
}
