import type { CliCall, CliCommand, CliOutcome } from '../../../../src/kernel/contributions.js';
import { ok, type Refusal, type Result } from '../../../../src/values/result.js';
import { makeListConsents } from '../../app/consents/read-consents.js';
import type { ConsentParts, StoredConsent } from '../../app/consents/stored.js';
import type { ConsentView } from '../../contract/consent-doors.js';
import { consentJson, consentViews } from '../show-consents.js';
import { isOneNamed, subjectOf, whose } from './subject-options.js';

const CHUNK = 500;

/** `countinghouse privacy consents`: all that one person ever said, or what stands of everybody. */
export function consentCommands(parts: ConsentParts): readonly CliCommand[] {
  return [
    {
      name: 'privacy consents',
      description: 'says who agreed to what, in which words; of one person all that it ever said',
      options: [...whose, { name: 'purpose', kind: 'string', description: 'of this purpose alone' }],
      run: (call) => listConsents(parts, call),
    },
  ];
}

async function listConsents(parts: ConsentParts, call: CliCall): Promise<Result<CliOutcome, Refusal>> {
  const purpose = typeof call.options['purpose'] === 'string' ? call.options['purpose'] : null;
  const found = isOneNamed(call)
    ? await saidBy(parts, call, purpose)
    : ok(await standing(parts, call, purpose));
  if (!found.ok) return found;
  const views = await consentViews(parts, call, found.value);
  const nobody = call.context.translator.text(call.actor.language, 'privacy:panel.consents.nobody');
  const text = views.length === 0 ? nobody : views.map((view) => line(call, view)).join('\n');
  return ok({ json: views.map(consentJson), text });
}

async function saidBy(
  parts: ConsentParts,
  call: CliCall,
  purpose: string | null,
): Promise<Result<readonly StoredConsent[], Refusal>> {
  const subject = await subjectOf(call);
  if (!subject.ok) return subject;
  const said = await parts.consents.history(call.context.database.queries, subject.value);
  return ok(said.filter((each) => purpose === null || each.purpose === purpose));
}

async function standing(
  parts: ConsentParts,
  { context, actor }: CliCall,
  purpose: string | null,
): Promise<readonly StoredConsent[]> {
  const list = makeListConsents(parts);
  const all: StoredConsent[] = [];
  for (;;) {
    const page = { after: all.at(-1) ?? null, limit: CHUNK };
    const found = await list(context, actor, { purpose, standing: null, subject: null }, page);
    all.push(...found);
    if (found.length < CHUNK) return all;
  }
}

function line(
  { context, actor }: CliCall,
  { subject, purpose, given, edition, at, source }: ConsentView,
): string {
  const say = (key: string, facts = {}): string =>
    context.translator.text(actor.language, `privacy:panel.consents.${key}`, facts);
  const said = say(given ? 'given' : 'withdrawn');
  return [
    subject.title ?? subject.id,
    purpose,
    said,
    say('edition', { edition }),
    at,
    say(`sources.${source}`),
  ].join('\t');
}
