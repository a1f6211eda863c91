import {
  BasePropertyComponent,
  useRecord,
  type ActionProps,
  type RecordJSON,
  type ResourceJSON,
} from 'adminjs';
import { useEffect, useRef, type FormEvent, type ReactElement } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button, LinkButton, Notice, useText } from '../../../../panel-kit/index.js';
import { withRefresh } from './with-refresh.js';

/** A record to be made or changed. What the server refuses stands beside its field, or above the form. */
export function RecordForm({ record: given, resource }: ActionProps): ReactElement {
  const text = useText();
  const navigate = useNavigate();
  const { record, handleChange, submit, loading, setRecord } = useRecord(
    given ?? newRecord(resource),
    resource.id,
  );
  useEffect(() => {
    if (given) setRecord(given);
  }, [given]);
  const wrong = useFirstWrongField(record.errors);

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (loading) return;
    const { data } = await submit();
    if (data.redirectUrl) navigate(withRefresh(data.redirectUrl));
  };
  const back = given?.id
    ? `/admin/resources/${resource.id}/records/${encodeURIComponent(given.id)}/show`
    : `/admin/resources/${resource.id}`;
  return (
    <form className="ch-card" noValidate ref={wrong} onSubmit={(event) => void save(event)}>
      {record.baseError ? <Notice tone="error">{record.baseError.message}</Notice> : null}
      <div className="ch-fields">
        {resource.editProperties.map((property) => (
          <BasePropertyComponent
            key={property.propertyPath}
            where="edit"
            property={property}
            resource={resource}
            record={record}
            onChange={handleChange}
          />
        ))}
      </div>
      <div className="ch-form-end">
        <Button type="submit" look="primary" busy={loading}>
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

/** After a refusal the keyboard stands where something is to be mended. */
function useFirstWrongField(errors: Readonly<Record<string, unknown>> | undefined) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (errors && Object.keys(errors).length > 0)
      form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [errors]);
  return form;
}
