import { forgetReader, mayLeave } from '../../../../panel-kit/index.js';

/** The door takes a form: the answer is a page of its own. */
export async function signOut(): Promise<void> {
  if (!(await mayLeave())) return;
  forgetReader();
  const form = document.createElement('form');
  form.method = 'post';
  form.action = '/admin/logout';
  document.body.append(form);
  form.submit();
}
