import type { BasePropertyJSON, RecordJSON } from 'adminjs';
import type { ReactElement } from 'react';
import {
  formatBytes,
  formatDate,
  formatDateTime,
  formatDecimal,
  formatMoney,
  formatMonth,
  formatPercent,
  NOTHING,
  StatusBadge,
  useText,
} from '../../../../panel-kit/index.js';
import { RunProgress } from './run-progress.js';
import { currencyOf, kindOf, labelOf } from './field-kind.js';

interface ShownValueProps {
  readonly property: BasePropertyJSON;
  readonly record: RecordJSON;
  /** a list already links its first column, and a link may not stand in a link */
  readonly linked: boolean;
  /** amounts without the code of their currency */
  readonly bare?: boolean;
}

/** A stored value in the reader's way of writing; nothing is a dash. */
export function ShownValue({ property, record, linked, bare = false }: ShownValueProps): ReactElement {
  const text = useText();
  const raw: unknown = record.params[property.propertyPath];
  const kind = kindOf(property);
  if (kind === 'reference') return <Reference property={property} record={record} linked={linked} />;
  if (raw === null || raw === undefined || raw === '') return <span className="ch-help">{NOTHING}</span>;
  const value = String(raw);
  switch (kind) {
    case 'money':
      return (
        <span className="ch-amount">
          {formatMoney(value, bare ? null : currencyOf(property, record.params))}
        </span>
      );
    case 'rate':
      return <span className="ch-amount">{formatPercent(value)}</span>;
    case 'quantity':
    case 'number':
      return <span className="ch-amount">{formatDecimal(value)}</span>;
    case 'bytes':
      return <span className="ch-amount">{formatBytes(Number(value))}</span>;
    case 'progress':
      return <RunProgress property={property} record={record} />;
    case 'status':
      return <StatusBadge status={value} label={labelOf(property, value)} />;
    case 'date':
      return <time dateTime={value}>{formatDate(value)}</time>;
    case 'datetime':
      return <time dateTime={value}>{formatDateTime(value)}</time>;
    case 'month':
      return <time dateTime={value}>{formatMonth(value)}</time>;
    case 'boolean':
      return <>{text(value === 'true' || value === '1' ? 'yes' : 'no')}</>;
    case 'email':
      return linked ? <a href={`mailto:${value}`}>{value}</a> : <>{value}</>;
    case 'longtext':
      return <span className="ch-prewrap">{labelOf(property, value)}</span>;
    case 'text-by-language':
      return <TextByLanguage texts={JSON.parse(value) as Readonly<Record<string, string>>} />;
    case 'password':
      return <>••••••••</>;
    default:
      return <>{labelOf(property, value)}</>;
  }
}

function TextByLanguage({ texts }: { readonly texts: Readonly<Record<string, string>> }): ReactElement {
  return (
    <>
      {Object.entries(texts).map(([language, words]) => (
        <p key={language} className="ch-prewrap">
          <span className="ch-help">{language.toUpperCase()}</span> <span lang={language}>{words}</span>
        </p>
      ))}
    </>
  );
}

function Reference({ property, record, linked }: ShownValueProps): ReactElement {
  const target = record.populated[property.propertyPath];
  if (!target) return <span className="ch-help">{NOTHING}</span>;
  const mayOpen = target.recordActions.some(({ name }) => name === 'show');
  if (!linked || !mayOpen || !property.reference) return <>{target.title}</>;
  return (
    <a href={`/admin/resources/${property.reference}/records/${encodeURIComponent(target.id)}/show`}>
      {target.title}
    </a>
  );
}
