import type { Actor, Language } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { ReportDefinition } from '../contract/definition.js';
import type { LibraryReport } from '../contract/doors.js';
import { LIBRARY, type ReadyReport } from '../domain/library.js';
import { checkDefinition } from './check-definition.js';

/** The ready reports that the actor has the permissions for, in a language. */
export function libraryFor(
  context: PluginContext,
  actor: Actor,
  language: Language,
): readonly LibraryReport[] {
  return LIBRARY.map((ready) => libraryReport(context, language, ready)).filter(
    ({ definition }) => checkDefinition(context, actor, definition).ok,
  );
}

/** Refuses `unknown-library-report`. */
export function findInLibrary(
  context: PluginContext,
  language: Language,
  name: string,
): Result<ReportDefinition, Refusal> {
  const ready = LIBRARY.find((each) => each.name === name);
  if (ready) return ok(libraryReport(context, language, ready).definition);
  return err({
    code: 'unknown-library-report',
    report: name,
    known: LIBRARY.map((each) => each.name).join(', '),
  });
}

function libraryReport(
  { translator }: PluginContext,
  language: Language,
  { name, definition }: ReadyReport,
): LibraryReport {
  const title = translator.text(language, `reports:library.${name}.title`);
  const description = translator.text(language, `reports:library.${name}.description`);
  return { name, title, description, definition: { ...definition, title } };
}
