import { useTranslation, type ReduxState } from 'adminjs';
import { useEffect, useState, type ReactElement } from 'react';
import { useDispatch, useSelector } from 'react-redux';
import { notify, onToast, type Toast } from '../../../../panel-kit/index.js';
import { ToastMessage } from './toast-message.js';

interface ShownToast extends Toast {
  readonly key: number;
}

let lastKey = 0;

/** Short messages, of the house and of AdminJS. The two regions stand in the page from the start, so that screen readers watch them. */
export function Toasts(): ReactElement {
  const [toasts, setToasts] = useState<readonly ShownToast[]>([]);
  useAdminNotices();
  useEffect(
    () =>
      onToast((toast) => {
        lastKey += 1;
        const shown = { ...toast, key: lastKey };
        setToasts((before) => [...before.filter((old) => !isOutdated(old, toast)), shown].slice(-4));
      }),
    [],
  );
  const close = (key: number): void => setToasts((before) => before.filter((toast) => toast.key !== key));
  return (
    <div className="ch-toasts">
      <div role="status">
        {toasts
          .filter(({ tone }) => tone !== 'error')
          .map((toast) => (
            <ToastMessage key={toast.key} toast={toast} onClose={() => close(toast.key)} />
          ))}
      </div>
      <div role="alert">
        {toasts
          .filter(({ tone }) => tone === 'error')
          .map((toast) => (
            <ToastMessage key={toast.key} toast={toast} onClose={() => close(toast.key)} />
          ))}
      </div>
    </div>
  );
}

/** Said again, overtaken by a later word on its topic, or a complaint that something which went well has answered. */
function isOutdated(old: Toast, toast: Toast): boolean {
  if (toast.topic !== undefined && old.topic === toast.topic) return true;
  return old.message === toast.message || (old.tone === 'error' && toast.tone === 'success');
}

/** What AdminJS's own code has to say arrives in its store; it is said here in the same way. */
function useAdminNotices(): void {
  const notices = useSelector((state: ReduxState) => state.notices);
  const dispatch = useDispatch();
  const { tm } = useTranslation();
  useEffect(() => {
    for (const notice of notices) {
      const tone = notice.type === 'error' || notice.type === 'success' ? notice.type : 'info';
      notify({ tone, message: tm(notice.message, notice.resourceId, notice.options) });
      dispatch({ type: 'DROP_NOTICE', data: { noticeId: notice.id } });
    }
  });
}
