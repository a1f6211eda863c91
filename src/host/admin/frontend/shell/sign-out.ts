import { forgetReader } from './reader-memory.js';

/** The door takes a form: the answer is a page of its own. */
export function signOut(): void {
  forgetReader();
  const form = document.createElement('form');
  form.method = 'post';
  form.action = '/admin/logout';
  document.body.append(form);
  form.submit();
}
