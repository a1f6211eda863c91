import { useTranslation, type BasePropertyJSON, type ResourceJSON } from 'adminjs';
import { useId, useState, type ReactElement } from 'react';
import { Button, useText } from '../../../../panel-kit/index.js';
import { kindOf, optionsOf } from '../values/field-kind.js';
import {
  familyOf,
  filtersFor,
  saidOf,
  without,
  wordsFor,
  type Family,
  type Said,
} from '../values/filter-operators.js';
import { FilterValue } from './filter-value.js';
import { useListAddress, type Filters } from './list-address.js';

type Draft = Readonly<Record<string, Said>>;

export const familyOfProperty = (property: BasePropertyJSON): Family =>
  // Stands encrypted in the database: equal values are found, parts of them are not.
  property.custom?.['sealed'] === true
    ? 'sealed'
    : familyOf(kindOf(property), optionsOf(property).length > 0);

export const FILTER_PANEL = 'list-filters';

/** One sentence a field; nothing is asked of the server before "Apply". */
export function ListFilters({ resource }: { readonly resource: ResourceJSON }): ReactElement {
  const text = useText();
  const { filters, setFilters } = useListAddress();
  const [draft, setDraft] = useState<Draft>(() => draftOf(resource, filters));
  const apply = (): void => {
    const others = resource.filterProperties.reduce(
      (left, { propertyPath }) => without(left, propertyPath),
      filters,
    );
    const said = resource.filterProperties.map((property) => {
      const sentence = draft[property.propertyPath];
      return sentence ? filtersFor(property.propertyPath, familyOfProperty(property), sentence) : {};
    });
    setFilters(Object.assign({ ...others }, ...said) as Filters);
  };
  return (
    <form
      className="ch-card"
      id={FILTER_PANEL}
      aria-label={text('list.filters')}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <div className="ch-filters">
        {resource.filterProperties.map((property) => (
          <FilterLine
            key={property.propertyPath}
            property={property}
            said={draft[property.propertyPath] ?? firstWord(property)}
            onChange={(said) => setDraft((before) => ({ ...before, [property.propertyPath]: said }))}
          />
        ))}
      </div>
      <div className="ch-form-end">
        <Button type="submit" look="primary">
          {text('list.apply')}
        </Button>
        <Button onClick={() => setFilters({})}>{text('list.clearFilters')}</Button>
      </div>
    </form>
  );
}

interface FilterLineProps {
  readonly property: BasePropertyJSON;
  readonly said: Said;
  readonly onChange: (said: Said) => void;
}

function FilterLine({ property, said, onChange }: FilterLineProps): ReactElement {
  const text = useText();
  const { translateProperty } = useTranslation();
  const id = useId();
  const label = translateProperty(property.label, property.resourceId);
  const family = familyOfProperty(property);
  const words = wordsFor(family, property.custom?.['nullable'] === true);
  return (
    <fieldset className="ch-filter">
      <legend className="ch-label">{label}</legend>
      <select
        aria-label={text('filter.how', { label })}
        value={said.word}
        onChange={(event) => onChange(reworded(said, event.target.value as Said['word']))}
      >
        {words.map((word) => (
          <option key={word} value={word}>
            {text(`filter.words.${word}`)}
          </option>
        ))}
      </select>
      <FilterValue
        property={property}
        family={family}
        label={label}
        id={id}
        said={said}
        onChange={onChange}
      />
    </fieldset>
  );
}

const OF_ITS_OWN: readonly Said['word'][] = ['last', 'during', 'empty', 'filled'];

/** A date is no number of days: what was typed stays only where it still means something. */
function reworded(said: Said, word: Said['word']): Said {
  const isKept = !OF_ITS_OWN.includes(word) && !OF_ITS_OWN.includes(said.word);
  return isKept ? { ...said, word } : { word, value: '', until: '' };
}

function firstWord(property: BasePropertyJSON): Said {
  return { word: wordsFor(familyOfProperty(property), false)[0]!, value: '', until: '' };
}

function draftOf(resource: ResourceJSON, filters: Filters): Draft {
  return Object.fromEntries(
    resource.filterProperties.flatMap((property) => {
      const [said] = saidOf(filters, property.propertyPath, familyOfProperty(property));
      return said ? [[property.propertyPath, said]] : [];
    }),
  );
}
