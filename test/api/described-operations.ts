import type { DescribedOperation, Schema } from './any-request';

/** The document as far as it is read here. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, Response>>;
  };
}

export interface OperationObject {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly 'x-permission': string;
  readonly security: readonly object[];
  readonly parameters: DescribedOperation['parameters'];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, Response>>;
}

interface Response {
  readonly $ref?: string;
  readonly description?: string;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

/** Stands for an answer that is no JSON. */
export const NO_JSON = {};

export function describedOperations(document: OpenApi): readonly DescribedOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters, requestBody, responses }]) => ({
      id: operationId,
      method: method.toUpperCase(),
      path,
      parameters,
      body: requestBody?.content['application/json']?.schema,
      answers: new Map(
        Object.entries(responses).map(([status, response]) => [Number(status), bodyOf(document, response)]),
      ),
    })),
  );
}

function bodyOf({ components }: OpenApi, { $ref, content }: Response): object | undefined {
  const found = $ref === undefined ? content : components.responses[$ref.split('/').at(-1) ?? '']?.content;
  const [media, described] = Object.entries(found ?? {})[0] ?? [];
  // What is no JSON is told by its own tests.
  if (media === undefined) return undefined;
  return media.endsWith('json') ? described?.schema : NO_JSON;
}

/** What a reference stands for. */
export function resolved({ components }: OpenApi, schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (components.schemas[name] ?? {});
}
