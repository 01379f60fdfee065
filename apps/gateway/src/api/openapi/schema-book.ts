import { z } from 'zod';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Turns declarations into JSON Schema 2020-12; what has a name of its own is written once, and referred to. */
export class SchemaBook {
  readonly #named = new Map<string, JsonSchema>();

  /** Schemas with a name, for `components`. */
  get named(): Readonly<Record<string, JsonSchema>> {
    return Object.fromEntries([...this.#named].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }

  /** @param io what a request may say (`input`, defaults may be left out), or what an answer holds */
  of(declared: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const {
      $schema: _dialect,
      $defs = {},
      ...schema
    } = z.toJSONSchema(declared, { io, override: tidy, unrepresentable: 'throw' }) as JsonSchema & {
      readonly $defs?: Readonly<Record<string, JsonSchema>>;
    };
    for (const [name, one] of Object.entries($defs)) this.#named.set(name, referring(one));
    const { id } = z.globalRegistry.get(declared) ?? {};
    if (id === undefined) return referring(schema);
    if (!Object.hasOwn($defs, id)) this.#named.set(id, referring(schema));
    return { $ref: `#/components/schemas/${id}` };
  }
}

/** `readOnly` here only means that nobody changes the array in our memory; a moment's form says its `format`. */
function tidy({ jsonSchema }: { readonly jsonSchema: Record<string, unknown> }): void {
  delete jsonSchema['readOnly'];
  delete jsonSchema['id'];
  if (jsonSchema['format'] !== undefined) delete jsonSchema['pattern'];
}

/** With references to where the document keeps what has a name. */
function referring(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as JsonSchema;
}
