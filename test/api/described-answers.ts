import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import type { DescribedOperation } from './any-request';
import { describedOperations, NO_JSON, type OpenApi } from './described-operations';

/** What came back. */
interface Answered {
  readonly status: number;
  readonly text: string;
}

interface Expected {
  readonly method: string;
  /** What stands there, not what has a place for anything. */
  readonly isLiteral: boolean;
  readonly path: RegExp;
  /** Status → its body; `undefined` = it has none. */
  readonly bodies: ReadonlyMap<number, object | undefined>;
}

/** Whether answers are what the OpenAPI document declares: a status or a member that it does not name is an objection. */
export class DescribedAnswers {
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false });
  readonly #expected: readonly Expected[];
  readonly #checks = new Map<object, ValidateFunction>();

  constructor(document: OpenApi) {
    this.#ajv.addSchema({ $id: 'doc', ...document });
    this.#expected = describedOperations(document)
      .map(expectedOf)
      .toSorted((one, other) => Number(other.isLiteral) - Number(one.isLiteral));
  }

  /** @returns `undefined` for what is declared, and for what is no operation of the document */
  objectionTo(method: string, path: string, { status, text }: Answered): string | undefined {
    const bare = path.replace(/\?.*$/s, '');
    const fitting = this.#expected.filter((one) => one.path.test(bare));
    // A word is no id: where the document has this very path, only what it has of it counts.
    const meant = fitting.some(({ isLiteral }) => isLiteral)
      ? fitting.filter((one) => one.isLiteral)
      : fitting;
    const operation = meant.find((one) => one.method === method);
    if (operation === undefined) return undefined;
    const said = `${method} ${bare} answered ${status} ${text.slice(0, 300)}`;
    if (!operation.bodies.has(status)) return `${said}: no such status is declared`;
    const schema = operation.bodies.get(status);
    if (schema === NO_JSON) return undefined;
    if (schema === undefined) return text === '' ? undefined : `${said}: no body is declared`;
    const check = this.#checkOf(schema);
    return check(JSON.parse(text)) ? undefined : `${said}: another shape ${JSON.stringify(check.errors)}`;
  }

  /** Made when first needed: all at once would stop the server of this process so long that it closes its connections. */
  #checkOf(schema: object): ValidateFunction {
    const made = this.#checks.get(schema);
    if (made !== undefined) return made;
    const own = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"doc#/')) as object;
    const check = this.#ajv.compile(own);
    this.#checks.set(schema, check);
    return check;
  }
}

function expectedOf({ method, path, answers }: DescribedOperation): Expected {
  return {
    method,
    isLiteral: !path.includes('{'),
    path: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]*')}$`),
    bodies: answers,
  };
}
