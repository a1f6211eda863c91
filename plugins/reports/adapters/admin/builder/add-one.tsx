import { forwardRef } from 'react';

interface AddOneProps {
  readonly label: string;
  readonly offered: readonly { readonly name: string; readonly title: string }[];
  readonly onAdd: (name: string) => void;
}

/** A box whose choices are added to what is there; it says what it adds, and goes on saying so. */
export const AddOne = forwardRef<HTMLSelectElement, AddOneProps>(function AddOne(
  { label, offered, onAdd },
  ref,
) {
  return (
    <select
      ref={ref}
      className="reports-add"
      aria-label={label}
      value=""
      onChange={(event) => onAdd(event.target.value)}
    >
      <option value="">{`+ ${label}`}</option>
      {offered.map(({ name, title }) => (
        <option key={name} value={name}>
          {title}
        </option>
      ))}
    </select>
  );
});
