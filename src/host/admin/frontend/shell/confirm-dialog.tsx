import type { ReduxState } from 'adminjs';
import { useEffect, useRef, type ReactElement } from 'react';
import { useSelector } from 'react-redux';
import { Button } from '../../../../panel-kit/index.js';

interface DialogButton {
  readonly label?: string;
  readonly variant?: string;
  readonly onClick?: () => void;
}

/** AdminJS's question before it deletes, as the browser's own modal dialog: focus stays inside, Escape closes. */
export function ConfirmDialog(): ReactElement | null {
  const modal = useSelector((state: ReduxState) => state.modal);
  return modal.show ? <Dialog {...modal.modalProps} /> : null;
}

function Dialog(props: {
  readonly title?: string;
  readonly subTitle?: string;
  readonly onClose?: () => void;
  readonly buttons?: readonly DialogButton[];
}): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      className="ch-dialog ch-stack"
      ref={dialog}
      aria-labelledby="confirm-title"
      onCancel={(event) => {
        event.preventDefault();
        props.onClose?.();
      }}
    >
      <h2 id="confirm-title">{props.title}</h2>
      {props.subTitle ? <p>{props.subTitle}</p> : null}
      <div className="ch-actions">
        {props.buttons?.map(({ label, variant, onClick }) => (
          <Button key={label} look={variant === 'danger' ? 'danger' : 'plain'} onClick={onClick}>
            {label}
          </Button>
        ))}
      </div>
    </dialog>
  );
}
