import { useState, type ReactElement } from 'react';
import { Button, useText } from '../../../../panel-kit/index.js';
import { Icon } from '../shell/icon.js';
import { useListAddress } from './list-address.js';

export function ListSearch(): ReactElement {
  const text = useText();
  const { filters, setFilters } = useListAddress();
  const [typed, setTyped] = useState(filters['q'] ?? '');
  return (
    <form
      role="search"
      aria-label={text('list.search')}
      onSubmit={(event) => {
        event.preventDefault();
        setFilters({ ...filters, q: typed.trim() });
      }}
    >
      <input
        type="search"
        value={typed}
        aria-label={text('list.search')}
        placeholder={text('list.search')}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button type="submit">
        <Icon icon="Search" />
        {text('list.find')}
      </Button>
    </form>
  );
}
