import type { ReactElement } from 'react';
import type { ControlAttributes } from '../../../../../src/panel-kit/index.js';

/** A plain decimal, whether its places are typed after a point or a comma. */
export function AmountInput(props: {
  readonly control: Partial<ControlAttributes> & { readonly 'aria-label'?: string };
  readonly value: string;
  readonly onChange: (amount: string) => void;
}): ReactElement {
  const { control, value, onChange } = props;
  return (
    <input
      {...control}
      type="text"
      inputMode="decimal"
      autoComplete="off"
      className="work-amount"
      value={value}
      onFocus={(event) => event.target.select()}
      onChange={(event) => onChange(event.target.value.replace(',', '.').replace(/\s/g, ''))}
    />
  );
}
