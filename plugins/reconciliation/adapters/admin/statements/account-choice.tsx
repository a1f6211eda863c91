import type { ReactElement } from 'react';
import { Field, useLoaded, useText } from '../../../../../src/panel-kit/index.js';
import type { AccountLine } from '../../../contract/work.js';
import { DOORS, type Intake } from './use-intake.js';

/** The file names no account: a person says which it is of. */
export function AccountChoice({ intake }: { readonly intake: Intake }): ReactElement {
  const text = useText('reconciliation');
  const { data } = useLoaded<readonly AccountLine[]>(`${DOORS}/accounts`);
  return (
    <div className="ch-card">
      <Field label={text('statements.whichAccount')} help={text('statements.whichAccountHelp')} required>
        {(control) => (
          <select
            {...control}
            value={intake.terms.account}
            onChange={(event) => intake.file && intake.read(intake.file, { account: event.target.value })}
          >
            <option value="">{text('statements.chooseAccount')}</option>
            {(data ?? []).map(({ id, name, identifier, currency }) => (
              <option key={id} value={id}>
                {`${name} · ${identifier} · ${currency}`}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}
