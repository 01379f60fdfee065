import fc from 'fast-check';

/** An operation as the OpenAPI document describes it. */
export interface DescribedOperation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: 'path' | 'query' | 'header';
    readonly required: boolean;
    readonly schema: Schema;
  }[];
  readonly body: Schema | undefined;
  /** Status → schema of its body; `undefined` = it has none. */
  readonly answers: ReadonlyMap<number, object | undefined>;
}

export interface Schema {
  readonly $ref?: string;
  readonly enum?: readonly unknown[];
  readonly type?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

export interface AnyRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Values that stand for something here: keys, references, cursors; sense and nonsense alike. */
export interface Known {
  readonly texts: readonly string[];
  readonly resolve: (schema: Schema) => Schema;
}

const NONSENSE = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('', '0', '-1', '1e9', 'null', "' or 1=1 --", '\u0000', '../..', '%', 'a'.repeat(700), '２'),
);

/** Requests to one operation: mostly such as its schemas allow, with a little of anything in every place. */
export function anyRequest(operation: DescribedOperation, known: Known): fc.Arbitrary<AnyRequest> {
  const { parameters, body } = operation;
  const named = (where: string) =>
    fc.record(
      Object.fromEntries(
        parameters
          .filter((one) => one.in === where)
          .map(({ name, schema }) => [
            name,
            fc.oneof({ weight: 4, arbitrary: valueOf(schema, known) }, NONSENSE),
          ]),
      ),
      where === 'path' ? {} : { requiredKeys: [] },
    ) as fc.Arbitrary<Record<string, unknown>>;
  const extra = fc.oneof(
    { weight: 6, arbitrary: fc.constant({}) },
    fc.dictionary(fc.string(), NONSENSE, { maxKeys: 1 }),
  );
  return fc
    .record({
      path: named('path'),
      query: named('query'),
      extra,
      key: fc.oneof({ weight: 5, arbitrary: fc.uuid() }, fc.constantFrom('', 'x', 'same-key-0001')),
      body: body === undefined ? fc.constant(undefined) : anyBody(body, known),
    })
    .map(({ path, query, extra: more, key, body: sent }) => ({
      path: `${operation.path.replace(/\{(\w+)\}/g, (_all, name: string) => encoded(path[name]))}${queryOf({ ...query, ...more })}`,
      headers: { 'idempotency-key': key },
      body: sent,
    }));
}

function anyBody(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 5, arbitrary: valueOf(schema, known) },
    fc.jsonValue(),
    fc.constantFrom({}, [], null),
  );
}

/** Something of the type; whether the form is right as well is left to chance and to what is known. */
function valueOf(declared: Schema, known: Known): fc.Arbitrary<unknown> {
  const schema = known.resolve(declared);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.type === 'integer') return fc.oneof(fc.integer({ min: 1, max: 14 }), fc.integer());
  if (schema.type === 'array') return fc.array(valueOf(schema.items ?? {}, known), { maxLength: 3 });
  if (schema.type === 'object') return membersOf(schema, known);
  return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known.texts) }, NONSENSE);
}

function membersOf({ properties = {} }: Schema, known: Known): fc.Arbitrary<unknown> {
  const members = Object.entries(properties).map(([name, one]) => [name, valueOf(one, known)] as const);
  return fc.record(Object.fromEntries(members), { requiredKeys: Object.keys(properties).slice(0, 3) });
}

function queryOf(query: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${encoded(name)}=${encoded(value)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** Half a character pair has no form in an address. */
function encoded(value: unknown): string {
  return encodeURIComponent(String(value).replace(/\p{Cs}/gu, '')) || '%20';
}
