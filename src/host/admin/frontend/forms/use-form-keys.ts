import { useEffect, useRef, type RefObject } from 'react';
import { useShortcut, useText } from '../../../../panel-kit/index.js';

/** The form itself, saved by Ctrl+S; after a refusal (`wrong` is new) the keyboard stands where something is to be mended. */
export function useFormKeys(wrong: unknown): RefObject<HTMLFormElement> {
  const text = useText();
  const form = useRef<HTMLFormElement>(null);
  useShortcut({
    keys: 'Ctrl+S',
    label: text('shortcuts.save'),
    run: () => form.current?.requestSubmit(),
  });
  useEffect(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus(), [wrong]);
  return form;
}
