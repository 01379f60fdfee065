import fc from 'fast-check';

/** An operation as the OpenAPI document describes it. */
export interface DescribedOperation {
  readonly id: string;
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
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly type?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly pattern?: string;
  readonly format?: string;
}

export interface AnyRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What is put into a request. */
export interface RequestParts {
  readonly path?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
}

/** Values that stand for something here: keys, references, cursors; sense and nonsense alike. */
export interface Known {
  readonly texts: readonly string[];
  /** What a member of this name mostly is: somebody else than who asks, a record that there is. */
  readonly named: Readonly<Record<string, string>>;
  readonly resolve: (schema: Schema) => Schema;
}

const NONSENSE = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('', '0', '-1', '1e9', 'null', "' or 1=1 --", '\u0000', '../..', '%', 'a'.repeat(700), '２'),
);

/**
 * Requests to one operation: such as its schemas allow, so that they get as far as its work, and in half of them one place
 * holds something else. More at once would be refused for the first of them and never get anywhere.
 */
export function anyRequest(operation: DescribedOperation, known: Known): fc.Arbitrary<AnyRequest> {
  const { parameters, body } = operation;
  const sensible = (where: string, isEach: boolean) => {
    const members = parameters
      .filter((one) => one.in === where)
      .map(({ name, schema }) => [name, valueOf(schema, known)] as const);
    const always = parameters.filter((one) => one.required).map(({ name }) => name);
    const requiredKeys = isEach ? members.map(([name]) => name) : always;
    const own = requiredKeys.filter((name) => members.some(([member]) => member === name));
    return fc.record(Object.fromEntries(members), { requiredKeys: own }) as fc.Arbitrary<
      Record<string, unknown>
    >;
  };
  const places = [
    ...parameters.filter(({ in: where }) => where !== 'header').map(({ name }) => name),
    'other',
    'body',
  ];
  return fc
    .record({
      path: sensible('path', true),
      // Most queries name few things: together they would find nothing.
      query: sensible('query', false).chain((all) =>
        fc
          .subarray(Object.keys(all), { maxLength: Math.min(3, Object.keys(all).length) })
          .map((names) => picked(all, [...names, ...alwaysAsked(parameters)])),
      ),
      key: fc.oneof({ weight: 8, arbitrary: fc.uuid() }, fc.constantFrom('', 'x', 'same-key-0001')),
      body: body === undefined ? fc.constant(undefined) : valueOf(body, known),
      nonsense: fc.option(fc.tuple(fc.constantFrom(...places), NONSENSE, fc.jsonValue()), { freq: 1 }),
    })
    .map(({ path, query, key, body: sent, nonsense }) => {
      const [place, text, json] = nonsense ?? [];
      const isPath = place !== undefined && Object.hasOwn(path, place);
      const isBody = place === 'body';
      const inPath = isPath ? { ...path, [place]: text } : path;
      const inQuery = place === undefined || isPath || isBody ? query : { ...query, [place]: text };
      const parts = { path: inPath, query: inQuery, body: isBody && body !== undefined ? json : sent };
      return requestOf(operation, parts, key);
    });
}

export function requestOf(
  operation: DescribedOperation,
  { path = {}, query = {}, body }: RequestParts,
  key: string,
): AnyRequest {
  return {
    path: `${operation.path.replace(/\{(\w+)\}/g, (_all, name: string) => encoded(path[name]))}${queryOf(query)}`,
    headers: { 'idempotency-key': key },
    body,
  };
}

function alwaysAsked(parameters: DescribedOperation['parameters']): readonly string[] {
  return parameters.filter((one) => one.in === 'query' && one.required).map(({ name }) => name);
}

function picked(all: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

/** Something of the type, and of the form where something known has it. */
function valueOf(declared: Schema, known: Known): fc.Arbitrary<unknown> {
  const schema = known.resolve(declared);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((one) => valueOf(one, known)));
  const plain = PLAIN[schema.type ?? '']?.(schema);
  if (plain !== undefined) return plain;
  if (schema.type === 'array') return fc.array(valueOf(schema.items ?? {}, known), { maxLength: 3 });
  if (schema.type === 'object') return membersOf(schema, known);
  return textOf(schema, known);
}

const PLAIN: Readonly<Record<string, (schema: Schema) => fc.Arbitrary<unknown>>> = {
  null: () => fc.constant(null),
  boolean: () => fc.boolean(),
  integer: ({ minimum: min = 1, maximum: max = 14 }) =>
    fc.oneof({ weight: 6, arbitrary: fc.integer({ min, max }) }, fc.integer()),
};

/** One of the known texts, of its form where one has it. */
function textOf({ pattern, format }: Schema, known: Known): fc.Arbitrary<string> {
  const form = new RegExp(pattern ?? (format === 'uuid' ? '^[0-9a-f-]{36}$' : ''), 'u');
  const fitting = known.texts.filter((text) => form.test(text));
  return fc.constantFrom(...(fitting.length > 0 ? fitting : known.texts));
}

function membersOf({ properties = {}, required = [] }: Schema, known: Known): fc.Arbitrary<unknown> {
  const members = Object.entries(properties).map(([name, one]) => {
    const [sense, value] = [known.named[name], valueOf(one, known)];
    const mostly =
      sense === undefined ? value : fc.oneof({ weight: 4, arbitrary: fc.constant(sense) }, value);
    return [name, mostly] as const;
  });
  // Every second time with nothing that may be left out: each member is one more that may be wrong.
  const needed = members.filter(([name]) => required.includes(name) || Object.hasOwn(known.named, name));
  return fc.oneof(
    fc.record(Object.fromEntries(members), { requiredKeys: [...required] }),
    fc.record(Object.fromEntries(needed)),
  );
}

function queryOf(query: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${encoded(name)}=${encoded(value)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** Half a character pair has no form in an address. */
function encoded(value: unknown): string {
  return encodeURIComponent(String(value).replace(/\p{Cs}/gu, '')) || '%20';
}
