// Requests made from the OpenAPI document alone: shaped as it says, and spoiled.
import fc, { type Arbitrary } from 'fast-check';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly allOf?: readonly Schema[];
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}

export interface ApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface GeneratedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Of all ids that fit the schema, those of records that are there are of interest. */
export interface Known {
  readonly ids: readonly string[];
}

export function shapedRequests(
  document: ApiDocument,
  path: string,
  operation: Operation,
  known: Known,
): Arbitrary<GeneratedRequest> {
  // Only the house makes cursors; made-up ones are among the spoiled requests.
  const parameters = (operation.parameters ?? []).filter(({ name }) => name !== 'cursor');
  const values = fc.record(
    Object.fromEntries(
      parameters.map(({ name, schema }) => [
        name,
        name === 'If-Match' ? fc.constantFrom('*', '"1"') : valuesOf(document, schema, known),
      ]),
    ),
    { requiredKeys: parameters.filter(({ required }) => required).map(({ name }) => name) },
  );
  return fc
    .tuple(values, bodiesOf(document, operation, known))
    .map(([given, body]) =>
      requestOf(path, parameters, given, body === undefined ? undefined : JSON.stringify(body)),
    );
}

/** What no schema asked for: other types, other names, broken JSON, text that does not end. */
export function spoiledRequests(
  path: string,
  operation: Operation,
  known: Known,
): Arbitrary<GeneratedRequest> {
  const parameters = operation.parameters ?? [];
  const rubbish = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', '\u0000', '-1', '0', '1e309', 'null', "' or 1=1 --", '%', '../..', 'x'.repeat(2000)),
  );
  const given = fc.record(
    Object.fromEntries(
      parameters.map(({ name, in: place }) => [
        name,
        place === 'path' ? fc.oneof(fc.constantFrom(...known.ids), rubbish) : rubbish,
      ]),
    ),
    { requiredKeys: parameters.filter(({ in: place }) => place === 'path').map(({ name }) => name) },
  );
  const names = Object.keys(
    operation.requestBody ? (operation.requestBody.content['application/json'].schema.properties ?? {}) : {},
  );
  const body = fc.oneof(
    fc.jsonValue().map((value) => JSON.stringify(value)),
    fc
      .dictionary(
        fc.oneof(fc.constantFrom('id', '__proto__', 'constructor', ...names), fc.string()),
        fc.jsonValue(),
      )
      .map((value) => JSON.stringify(value)),
    fc.string(),
    fc.constantFrom('{', '[]', '"', '{"a":1}{', '['.repeat(5000), '{"__proto__":{"x":1}}'),
  );
  return fc
    .tuple(given, operation.requestBody ? fc.option(body, { nil: undefined }) : fc.constant(undefined))
    .map(([values, text]) => requestOf(path, parameters, values, text));
}

function requestOf(
  path: string,
  parameters: readonly Parameter[],
  given: Readonly<Record<string, unknown>>,
  body: string | undefined,
): GeneratedRequest {
  let url = path;
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  for (const { name, in: place } of parameters) {
    if (!(name in given)) continue;
    const value = String(given[name]);
    if (place === 'path') url = url.replace(`{${name}}`, escaped(value) || '%20');
    else if (place === 'query') query.set(name, value);
    else if (/^[\x20-\x7e]*$/.test(value)) headers[name] = value;
  }
  return { url: query.size > 0 ? `${url}?${query}` : url, headers, body };
}

function bodiesOf(document: ApiDocument, { requestBody }: Operation, known: Known): Arbitrary<unknown> {
  if (!requestBody) return fc.constant(undefined);
  return valuesOf(document, requestBody.content['application/json'].schema, known);
}

export function valuesOf(document: ApiDocument, schema: Schema, known: Known): Arbitrary<unknown> {
  if (schema.$ref !== undefined) return valuesOf(document, resolve(document, schema.$ref), known);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((each) => valuesOf(document, each, known)));
  switch (schema.type) {
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([name, each]) => [
            name,
            valuesOf(document, each, known),
          ]),
        ),
        { requiredKeys: [...(schema.required ?? [])] },
      );
    case 'array':
      return fc.array(valuesOf(document, schema.items ?? {}, known), {
        minLength: schema.minItems ?? 0,
        maxLength: 3,
      });
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 1000, 100_000) });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return textsOf(schema, known);
    default:
      return fc.jsonValue();
  }
}

function textsOf(schema: Schema, { ids }: Known): Arbitrary<string> {
  if (schema.format === 'uuid') return fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...ids) }, fc.uuid());
  if (schema.format === 'date')
    return fc
      .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10));
  if (schema.format === 'date-time')
    return fc
      .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((at) => at.toISOString());
  if (schema.pattern === '^[A-Z]{3}$') return fc.constantFrom('EUR', 'EUR', 'JPY', 'XXX');
  if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern), { size: 'small' });
  return fc.string({ minLength: 1, maxLength: 40 });
}

function resolve(document: ApiDocument, ref: string): Schema {
  const name = ref.replace('#/components/schemas/', '');
  const schema = document.components.schemas[name];
  if (!schema) throw new Error(`${ref} is not in the document`);
  return schema;
}

/** Half a surrogate pair cannot be escaped. */
function escaped(value: string): string {
  return encodeURIComponent(Buffer.from(value).toString());
}
