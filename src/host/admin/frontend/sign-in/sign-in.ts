// The only script before the panel: it gives the login page, the second step and the enrolment their passkey button.
import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';

/** Passkeys are for one origin; at any other the button stays hidden. */
function isUsable(form: HTMLFormElement): boolean {
  return form.dataset['origin'] === window.location.origin && browserSupportsWebAuthn();
}

async function optionsFor(form: HTMLFormElement): Promise<never> {
  const answer = await fetch(`${form.getAttribute('action')}/options`, {
    method: 'POST',
    credentials: 'same-origin',
  });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return (await answer.json()) as never;
}

function send(form: HTMLFormElement, response: unknown): void {
  const field = form.querySelector<HTMLInputElement>('input[name="response"]');
  if (field) field.value = JSON.stringify(response);
  // Past the listener: this time the form is sent.
  form.submit();
}

async function press(form: HTMLFormElement): Promise<void> {
  const button = form.querySelector('button');
  const problem = form.querySelector<HTMLElement>('[data-problem]');
  if (button) button.disabled = true;
  if (problem) problem.hidden = true;
  try {
    const optionsJSON = await optionsFor(form);
    send(
      form,
      form.dataset['passkey'] === 'make'
        ? await startRegistration({ optionsJSON })
        : await startAuthentication({ optionsJSON }),
    );
  } catch {
    if (problem) problem.hidden = false;
    if (button) button.disabled = false;
    button?.focus();
  }
}

/** The browser offers passkeys in the e-mail field itself, until another way is taken. What was just refused is not offered again. */
async function offerInField(form: HTMLFormElement): Promise<void> {
  if (document.getElementById('problem')) return;
  if (form.dataset['passkey'] !== 'find' || !(await browserSupportsWebAuthnAutofill())) return;
  try {
    send(form, await startAuthentication({ optionsJSON: await optionsFor(form), useBrowserAutofill: true }));
  } catch {
    // Nobody took the offer, or the button was pressed instead.
  }
}

const form = document.querySelector<HTMLFormElement>('form[data-passkey]');
if (form && isUsable(form)) {
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void press(form);
  });
  void offerInField(form);
}
