// Handlebars, strict: a value that is missing is an error, and every value is escaped (a template that asks for an
// unescaped one is refused when it is compiled).
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import Handlebars from 'handlebars';
import type { Language } from '../../kernel/permissions.js';
import type { RenderedLetter, Translator } from '../../kernel/ports.js';
import { helpersOf } from './template-helpers.js';

export interface Templates {
  letter(
    template: string,
    values: Readonly<Record<string, unknown>>,
    language: Language,
  ): Promise<RenderedLetter>;
  render(template: string, values: Readonly<Record<string, unknown>>, language: Language): Promise<string>;
}

type Render = (values: Readonly<Record<string, unknown>>) => string;

export function openTemplates(viewsRoot: string, translator: Translator): Templates {
  const environments = new Map<Language, Promise<typeof Handlebars>>();
  const compiled = new Map<string, Promise<Render>>();

  function environmentOf(language: Language): Promise<typeof Handlebars> {
    return remembered(environments, language, async () => {
      const environment = Handlebars.create();
      environment.registerHelper(helpersOf(translator, language));
      const folder = join(viewsRoot, 'partials');
      for (const file of await readdir(folder)) {
        const partial = parsed(await readFile(join(folder, file), 'utf8'), file);
        environment.registerPartial(basename(file, '.hbs'), environment.compile(partial, { strict: true }));
      }
      return environment;
    });
  }

  function compiledTemplate(template: string, language: Language): Promise<Render> {
    return remembered(compiled, `${language} ${template}`, async () => {
      if (!/^[a-z-]+(\/[a-z-]+){1,2}(\.text)?$/.test(template))
        throw new Error(`"${template}" is not the name of a template`);
      const environment = await environmentOf(language);
      const source = await readFile(join(viewsRoot, `${template}.hbs`), 'utf8');
      const render = environment.compile(parsed(source, template), {
        strict: true,
        // Plain text is shown as it is: there is nothing to escape.
        noEscape: template.endsWith('.text'),
      });
      return (values) => render(values, { allowedProtoProperties: {}, allowedProtoMethods: {} });
    });
  }

  return {
    async letter(template, values, language) {
      const body = (await compiledTemplate(template, language))(values);
      const layout = await compiledTemplate('layouts/letter', language);
      const text = (await compiledTemplate(`${template}.text`, language))(values);
      return {
        html: layout({ ...values, language, body: new Handlebars.SafeString(body) }),
        // Lines that an absent part left empty close up.
        text: text.replaceAll(/\n{3,}/g, '\n\n').trim(),
      };
    },
    async render(template, values, language) {
      const body = (await compiledTemplate(template, language))(values);
      const layout = await compiledTemplate('layouts/print', language);
      return layout({ language, body: new Handlebars.SafeString(body), title: values['title'] ?? '' });
    },
  };
}

function remembered<Key, Value>(
  shelf: Map<Key, Promise<Value>>,
  key: Key,
  make: () => Promise<Value>,
): Promise<Value> {
  const found = shelf.get(key);
  if (found) return found;
  const made = make();
  shelf.set(key, made);
  // A template that could not be read is tried again: it may be there by then.
  made.catch(() => shelf.delete(key));
  return made;
}

function parsed(source: string, name: string): hbs.AST.Program {
  const program = Handlebars.parse(source);
  new RefusesUnescaped(name).accept(program);
  return program;
}

class RefusesUnescaped extends Handlebars.Visitor {
  constructor(private readonly template: string) {
    super();
  }

  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    // The parser sets `escaped`; the package's types leave it out.
    if (!(mustache as { escaped?: boolean }).escaped) {
      throw new Error(
        `${this.template}, line ${mustache.loc.start.line}: values are escaped always; write {{…}}`,
      );
    }
    super.MustacheStatement(mustache);
  }
}
