import { useTranslation, type BasePropertyJSON, type ResourceJSON } from 'adminjs';
import type { ReactElement } from 'react';
import { Button, formatDate, formatDecimal, formatMonth, useText } from '../../../../panel-kit/index.js';
import { filtersFor, saidOf, type Family, type Said } from '../values/filter-operators.js';
import { filterOptions, useTitles } from './filter-value.js';
import { familyOfProperty } from './list-filters.js';
import { useListAddress, type Filters } from './list-address.js';
import { possibleColumns } from './list-columns.js';

interface FilterChipsProps {
  readonly resource: ResourceJSON;
  readonly totalText: string;
}

/** What the list is narrowed by, in words, each with a way out of it. */
export function FilterChips({ resource, totalText }: FilterChipsProps): ReactElement | null {
  const text = useText();
  const { filters, setFilters, change } = useListAddress();
  const fields = [...new Set(Object.keys(filters).map((name) => name.split('~~')[0] ?? name))];
  if (fields.length === 0) return null;
  const known = [...resource.filterProperties, ...possibleColumns(resource)];
  const { q: searched, ...others } = filters;
  const clear = (): void => change({ ...none(filters), view: null, page: '1', after: null, before: null });
  return (
    <div className="ch-bar">
      <ul className="ch-chips" aria-label={text('list.filters')}>
        {searched ? <Chip words={`“${searched}”`} onRemove={() => setFilters(others)} /> : null}
        {fields.flatMap((field) => {
          const property = known.find(({ propertyPath }) => propertyPath === field);
          if (!property) return [];
          const family = familyOfProperty(property);
          return saidOf(filters, field, family).map((said) => (
            <FieldChip
              key={`${field}.${said.word}`}
              property={property}
              family={family}
              said={said}
              onRemove={() => setFilters(unsaid(filters, field, family, said))}
            />
          ));
        })}
      </ul>
      <span role="status">{text('list.filtered', { total: totalText })}</span>
      <Button look="quiet" onClick={clear}>
        {text('list.clearFilters')}
      </Button>
    </div>
  );
}

const none = (filters: Filters): Record<string, null> =>
  Object.fromEntries(Object.keys(filters).map((name) => [`filters.${name}`, null]));

function unsaid(filters: Filters, field: string, family: Family, said: Said): Filters {
  const gone = Object.keys(filtersFor(field, family, said));
  // An older address may say "equal to one" without an operator where the boxes would say "one of".
  if (said.word === 'in' || said.word === 'equals') gone.push(field);
  return Object.fromEntries(Object.entries(filters).filter(([name]) => !gone.includes(name)));
}

interface FieldChipProps {
  readonly property: BasePropertyJSON;
  readonly family: Family;
  readonly said: Said;
  readonly onRemove: () => void;
}

function FieldChip({ property, family, said, onRemove }: FieldChipProps): ReactElement {
  const text = useText();
  const { translateProperty } = useTranslation();
  const values = useValueWords(property, family, said);
  const label = translateProperty(property.label, property.resourceId);
  const words = [label, text(`filter.words.${said.word}`), values].filter(Boolean).join(' ');
  return <Chip words={words} onRemove={onRemove} />;
}

function Chip({ words, onRemove }: { readonly words: string; readonly onRemove: () => void }): ReactElement {
  const text = useText();
  return (
    <li className="ch-chip">
      {words}
      <button type="button" aria-label={text('filter.take', { name: words })} onClick={onRemove}>
        ×
      </button>
    </li>
  );
}

function useValueWords(property: BasePropertyJSON, family: Family, { word, value, until }: Said): string {
  const text = useText();
  const ids = family === 'reference' && value ? value.split(',') : [];
  const titles = useTitles(property.reference ?? '', word === 'empty' || word === 'filled' ? [] : ids);
  if (word === 'empty' || word === 'filled') return '';
  if (word === 'during') return text(`filter.stretches.${value}`);
  if (word === 'last') return text('filter.lastDays', { count: Number(value) });
  if (family === 'reference') return ids.map((id) => titles.get(id) ?? '…').join(', ');
  if (family === 'choice') {
    const options = filterOptions(property, text);
    const labels = value
      .split(',')
      .map((one) => options.find((option) => option.value === one)?.label ?? one);
    return labels.join(', ');
  }
  return [value, until]
    .filter(Boolean)
    .map((one) => written(family, one))
    .join(' – ');
}

function written(family: Family, value: string): string {
  if (family === 'day') return formatDate(value);
  if (family === 'month') return formatMonth(value);
  return family === 'number' && /^-?\d+(\.\d+)?$/.test(value) ? formatDecimal(value) : value;
}
