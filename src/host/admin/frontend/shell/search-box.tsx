import { useEffect, useState, type FormEvent, type ReactElement } from 'react';
import { useLocation } from 'react-router-dom';
import { useLoaded, useText } from '../../../../panel-kit/index.js';

interface Hit {
  readonly group: string;
  readonly title: string;
  readonly note?: string | null;
  readonly link: string;
}

/** Looks in everything that the reader may see. Enter asks, Escape and every change of page close the list. */
export function SearchBox(): ReactElement {
  const text = useText();
  const { pathname } = useLocation();
  const [typed, setTyped] = useState('');
  const [term, setTerm] = useState('');
  const url = term === '' ? null : `/admin/x/host/search?q=${encodeURIComponent(term)}`;
  const { data, problem, isLoading } = useLoaded<{ hits: readonly Hit[] }>(url);
  useEffect(() => setTerm(''), [pathname]);

  const search = (event: FormEvent): void => {
    event.preventDefault();
    setTerm(typed.trim());
  };
  return (
    <form
      className="ch-search"
      role="search"
      aria-label={text('shell.search')}
      onSubmit={search}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setTerm('');
      }}
    >
      <input
        type="search"
        value={typed}
        aria-label={text('shell.search')}
        placeholder={text('shell.search')}
        onChange={(event) => {
          setTyped(event.target.value);
          if (event.target.value === '') setTerm('');
        }}
      />
      {term === '' ? null : (
        <div className="ch-search-hits" aria-live="polite">
          {isLoading ? <p className="ch-help">{text('loading')}</p> : null}
          {problem ? <p className="ch-error">{problem.detail || text('problems.noAnswer')}</p> : null}
          {data?.hits.length === 0 ? <p className="ch-help">{text('shell.nothingFound', { term })}</p> : null}
          <ul>
            {data?.hits.map((hit) => (
              <li key={hit.link}>
                <a href={hit.link}>
                  {hit.title}
                  <small>{[hit.group, hit.note].filter(Boolean).join(' · ')}</small>
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
    </form>
  );
}
