import { useState, type ReactElement } from 'react';
import { Button, Dialog, Field, useText } from '../../../../panel-kit/index.js';

interface ViewNameProps {
  readonly title: string;
  readonly name: string;
  readonly shared: boolean;
  readonly mayShare: boolean;
  readonly onSave: (named: { readonly name: string; readonly shared: boolean }) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks how a view is to be called, and who may use it. */
export function ViewName(props: ViewNameProps): ReactElement {
  const text = useText();
  const [name, setName] = useState(props.name);
  const [shared, share] = useState(props.shared);
  const [isMissing, setMissing] = useState(false);
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form
        className="ch-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setMissing(name.trim() === '');
          if (name.trim() !== '') void props.onSave({ name: name.trim(), shared });
        }}
      >
        <Field label={text('views.name')} required error={isMissing ? text('form.missing') : null}>
          {(control) => (
            <input
              {...control}
              type="text"
              maxLength={120}
              data-first-focus
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {props.mayShare ? (
          <Field label={text('views.shared')} inline>
            {(control) => (
              <input
                {...control}
                type="checkbox"
                checked={shared}
                onChange={(event) => share(event.target.checked)}
              />
            )}
          </Field>
        ) : null}
        <div className="ch-form-end">
          <Button type="submit" look="primary">
            {text('form.save')}
          </Button>
          <Button onClick={props.onClose}>{text('form.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
