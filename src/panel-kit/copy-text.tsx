import { useRef, useState, type ReactElement } from 'react';
import { Button } from './button.js';
import { Field } from './field.js';
import { useText } from './text.js';

/** A text to take along: a link, a key, codes one a line. It can be copied by a button, or by hand where the browser refuses. */
export function CopyText({ label, value }: { readonly label: string; readonly value: string }): ReactElement {
  const text = useText();
  const box = useRef<HTMLTextAreaElement>(null);
  const [isCopied, setCopied] = useState(false);

  const copy = async (): Promise<void> => {
    box.current?.select();
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // No clipboard without https: the text is selected, and the keyboard copies it.
      box.current?.focus();
    }
  };
  return (
    <div className="ch-copy">
      <Field label={label}>
        {(control) => (
          <textarea
            {...control}
            ref={box}
            className="ch-copy-text"
            readOnly
            spellCheck={false}
            rows={Math.min(12, Math.max(2, value.split('\n').length))}
            value={value}
            onFocus={(event) => event.target.select()}
          />
        )}
      </Field>
      <div className="ch-copy-end">
        <Button onClick={() => void copy()}>{text('copy.button')}</Button>
        <span role="status">{isCopied ? text('copy.done') : ''}</span>
      </div>
    </div>
  );
}
