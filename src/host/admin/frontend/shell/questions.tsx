import type { ReduxState } from 'adminjs';
import { useEffect, useState, type ReactElement } from 'react';
import { useSelector } from 'react-redux';
import { ConfirmDialog, onQuestion, useText } from '../../../../panel-kit/index.js';

/** Where questions appear: those of the house, and those that AdminJS puts into its store. */
export function Questions(): ReactElement | null {
  const [asked, setAsked] = useState<Parameters<Parameters<typeof onQuestion>[0]>[0]>();
  useEffect(() => onQuestion(setAsked), []);
  if (!asked) return <AdminQuestion />;
  return (
    <ConfirmDialog
      question={asked.question}
      onAnswer={(yes) => {
        setAsked(undefined);
        asked.answer(yes);
      }}
    />
  );
}

interface AdminModal {
  readonly title?: string;
  readonly subTitle?: string;
  readonly onClose?: () => void;
  readonly buttons?: readonly { readonly label?: string; readonly onClick?: () => void }[];
}

/** AdminJS names what stops first and what goes on last. */
function AdminQuestion(): ReactElement | null {
  const text = useText();
  const modal = useSelector((state: ReduxState) => state.modal);
  if (!modal.show) return null;
  const { title = '', subTitle, onClose, buttons = [] } = modal.modalProps as AdminModal;
  const goOn = buttons.at(-1);
  return (
    <ConfirmDialog
      question={{ title, sentence: subTitle, yes: goOn?.label ?? text('yes'), danger: true }}
      onAnswer={(yes) => (yes ? goOn?.onClick?.() : onClose?.())}
    />
  );
}
