import { json, Router, urlencoded, type RequestHandler } from 'express';
import { makeEnrolment } from './enrolment-routes.js';
import { makeFirstStep } from './first-step.js';
import { makeReauthentication } from './reauthentication.js';
import { makeSecondStep } from './second-step-routes.js';
import type { SignInDesk } from './sign-in-desk.js';

/** A passkey's answer with its attestation is the largest of them. */
const FORM = { limit: '64kb', extended: false } as const;

/** Signing in, step by step, and showing again who it is; needs no body parser before it. */
export function signInRoutes(
  desk: SignInDesk,
  { identify, requireActor }: { readonly identify: RequestHandler; readonly requireActor: RequestHandler },
): Router {
  const form = urlencoded(FORM);
  const first = makeFirstStep(desk);
  const second = makeSecondStep(desk);
  const enrolment = makeEnrolment(desk);
  const again = makeReauthentication(desk);
  const routes = Router();
  routes.get('/admin/login', identify, first.show);
  routes.post('/admin/login', form, first.logIn);
  routes.post('/admin/login/passkey/options', first.passkeyOptions);
  routes.post('/admin/login/passkey', form, first.logInByPasskey);
  routes.get('/admin/login/second-factor', second.show);
  routes.post('/admin/login/second-factor', form, second.prove);
  routes.post('/admin/login/second-factor/passkey/options', second.passkeyOptions);
  routes.post('/admin/login/second-factor/passkey', form, second.proveByPasskey);
  routes.get('/admin/login/enrol', identify, enrolment.show);
  routes.post('/admin/login/enrol', form, enrolment.confirm);
  routes.post('/admin/login/enrol/passkey/options', enrolment.passkeyOptions);
  routes.post('/admin/login/enrol/passkey', form, enrolment.addPasskey);
  const door = '/admin/x/host/reauthenticate';
  routes.get(door, identify, requireActor, again.ways);
  routes.post(`${door}/passkey`, identify, requireActor, again.passkeyOptions);
  routes.post(door, identify, requireActor, json({ limit: FORM.limit }), again.confirm);
  return routes;
}
