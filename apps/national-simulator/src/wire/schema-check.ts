import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import type { Verdict } from './field-rules';
import { isAssumedMethod, METHODS, type Method } from './methods';

export interface SchemaOptions {
  /** Form bodies carry text only: figures are read out of text before their type is judged. */
  readonly fromForm: boolean;
  readonly unknownKeys: 'refuse' | 'ignore';
}

type Validators = ReadonlyMap<Method, ValidateFunction>;
type Schema = Record<string, unknown>;

interface Documents {
  readonly known: Schema;
  readonly assumed: Schema;
}

/**
 * Judges the shape of request bodies by the OpenAPI file of the interface. The schemas every request meets are
 * compiled at start; those of form bodies and lenient settings when first needed.
 */
export class SchemaCheck {
  private readonly documents: Documents;
  private readonly compiled = new Map<string, Validators>();

  /** @param openApiFiles the interface as provinces called it, and the assumed one with the methods it adds */
  constructor(openApiFiles: Readonly<Record<keyof Documents, string>>) {
    this.documents = { known: read(openApiFiles.known), assumed: read(openApiFiles.assumed) };
    this.validators({ fromForm: false, unknownKeys: 'refuse' });
  }

  /** The first thing wrong with the shape; with `fromForm` figures in `body` are converted in place. */
  check(method: Method, body: unknown, options: SchemaOptions): Verdict {
    const validate = this.validators(options).get(method);
    if (!validate || validate(body)) return null;
    const error = validate.errors?.[0];
    return error ? sentence(error) : 'Nội dung yêu cầu không đúng cấu trúc.';
  }

  private validators(options: SchemaOptions): Validators {
    const key = variant(options);
    const known = this.compiled.get(key) ?? compile(this.documents, options);
    this.compiled.set(key, known);
    return known;
  }
}

function variant({ fromForm, unknownKeys }: SchemaOptions): string {
  return `${fromForm ? 'form' : 'json'}/${unknownKeys}`;
}

function read(file: string): Schema {
  return parse(readFileSync(file, 'utf8')) as Schema;
}

function compile(documents: Documents, { fromForm, unknownKeys }: SchemaOptions): Validators {
  const ajv = new Ajv2020({ strict: false, coerceTypes: fromForm, validateFormats: false });
  for (const [$id, document] of Object.entries(documents) as [string, Schema][]) {
    const components = document['components'];
    ajv.addSchema({ $id, components: unknownKeys === 'refuse' ? closed(components) : components });
  }
  return new Map(
    METHODS.map((method) => {
      const document: keyof Documents = isAssumedMethod(method) ? 'assumed' : 'known';
      return [method, ajv.compile({ $ref: `${document}#/components/schemas/${method}Request` })];
    }),
  );
}

/** The same schemas, with every object closed to keys the interface does not know. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]));
  const isObjectSchema = copy['type'] === 'object' && typeof copy['properties'] === 'object';
  return isObjectSchema && copy['additionalProperties'] === undefined
    ? { ...copy, additionalProperties: false }
    : copy;
}

function sentence(error: ErrorObject): string {
  const at = fieldOf(error.instancePath);
  const inside = (key: string): string => (at === '' ? key : `${at}.${key}`);
  const params = error.params as Readonly<Record<string, unknown>>;
  switch (error.keyword) {
    case 'required':
      return `Thiếu trường ${inside(String(params['missingProperty']))}.`;
    case 'additionalProperties':
      return `Trường ${inside(String(params['additionalProperty']))} không có trong giao diện.`;
    case 'enum':
      return `Trường ${at} có giá trị không được phép.`;
    case 'pattern':
      return `Trường ${at} sai định dạng.`;
    case 'type':
      return at === '' ? 'Nội dung yêu cầu không phải một đối tượng.' : `Trường ${at} sai kiểu dữ liệu.`;
    default:
      return `Trường ${at} không hợp lệ.`;
  }
}

function fieldOf(pointer: string): string {
  return pointer
    .slice(1)
    .split('/')
    .reduce(
      (path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : path === '' ? part : `${path}.${part}`),
      '',
    );
}
