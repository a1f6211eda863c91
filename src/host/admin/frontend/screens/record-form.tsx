import { BasePropertyComponent, type ActionProps, type RecordJSON, type ResourceJSON } from 'adminjs';
import type { ReactElement } from 'react';
import { Button, DraftNotice, LinkButton, Notice, useText } from '../../../../panel-kit/index.js';
import { useFormKeys } from '../forms/use-form-keys.js';
import { Conflict } from './conflict.js';
import { useRecordForm } from '../forms/use-record-form.js';

/** A record to be made or changed. What the server refuses stands beside its field, or above the form. */
export function RecordForm({ record: given, resource }: ActionProps): ReactElement {
  const text = useText();
  const start = given ?? newRecord(resource);
  const { record, conflict, isSaving, draft, change, save } = useRecordForm(start, resource);
  const form = useFormKeys(record.errors);
  const back = given?.id
    ? `/admin/resources/${resource.id}/records/${encodeURIComponent(given.id)}/show`
    : `/admin/resources/${resource.id}`;
  if (conflict)
    return (
      <Conflict
        key={String(conflict.theirs.params['version'])}
        resource={resource}
        conflict={conflict}
        busy={isSaving}
        onSave={(chosen) => void save(chosen)}
      />
    );
  return (
    <form
      className="ch-card"
      noValidate
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <DraftNotice draft={draft} />
      {record.baseError ? <Notice tone="error">{record.baseError.message}</Notice> : null}
      <div className="ch-fields">
        {resource.editProperties.map((property) => (
          <BasePropertyComponent
            key={property.propertyPath}
            where="edit"
            property={property}
            resource={resource}
            record={record}
            onChange={change}
          />
        ))}
      </div>
      <div className="ch-form-end">
        <Button type="submit" look="primary" busy={isSaving}>
          {text('form.save')}
        </Button>
        <LinkButton href={back}>{text('form.cancel')}</LinkButton>
      </div>
    </form>
  );
}

/** Begins with what the database would write by itself, so that a form shows what saving it will do. */
function newRecord({ editProperties }: ResourceJSON): RecordJSON {
  const defaults = editProperties.flatMap(({ propertyPath, custom }) => {
    const value = custom?.['default'] as string | number | boolean | null | undefined;
    return value === null || value === undefined ? [] : [[propertyPath, value]];
  });
  return {
    id: '',
    title: '',
    params: Object.fromEntries(defaults) as RecordJSON['params'],
    populated: {},
    errors: {},
    baseError: null,
    recordActions: [],
    bulkActions: [],
  };
}
