import { useState, type FormEvent, type ReactElement } from 'react';
import { Button, Dialog, Field, useText } from '../../../../../src/panel-kit/index.js';

interface Named {
  readonly name: string;
  readonly shared: boolean;
}

interface DashboardNameProps {
  readonly title: string;
  readonly start: Named;
  readonly mayShare: boolean;
  readonly onSave: (named: Named) => Promise<void>;
  readonly onClose: () => void;
}

const LONGEST = 120;

/** How a dashboard is called, and whether others see it. It stays open as long as that is refused. */
export function DashboardName({ title, start, mayShare, onSave, onClose }: DashboardNameProps): ReactElement {
  const text = useText('analytics');
  const [name, setName] = useState(start.name);
  const [shared, setShared] = useState(start.shared);
  const [isSaving, setSaving] = useState(false);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setSaving(true);
    await onSave({ name: name.trim(), shared });
    setSaving(false);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="ch-stack" onSubmit={(event) => void save(event)}>
        <Field label={text('dashboard.saved.name')} required>
          {(control) => (
            <input
              {...control}
              type="text"
              maxLength={LONGEST}
              autoComplete="off"
              data-first-focus
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {mayShare ? (
          <Field label={text('dashboard.saved.share')} help={text('dashboard.saved.shareHelp')} inline>
            {(control) => (
              <input
                {...control}
                type="checkbox"
                checked={shared}
                onChange={(event) => setShared(event.target.checked)}
              />
            )}
          </Field>
        ) : null}
        <div className="ch-actions ch-dialog-end">
          <Button onClick={onClose}>{text('dashboard.saved.cancel')}</Button>
          <Button type="submit" look="primary" busy={isSaving} disabled={name.trim() === ''}>
            {text('dashboard.saved.saveNow')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
