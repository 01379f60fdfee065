import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import { AccessWorld } from '../access/access-world';
import { anyRequest, type DescribedOperation } from './any-request';
import { describedOperations, resolved, type OpenApi } from './described-operations';

const ROLES = ['operator', 'inspector', 'approver', 'config-admin', 'auditor'];

/** The whole API on the real road, asked by somebody who may call every operation. */
export class AskEverything {
  private constructor(
    private readonly world: AccessWorld,
    private readonly document: OpenApi,
    private readonly caller: Parameters<AccessWorld['ask']>[0],
    private readonly second: string,
  ) {}

  static async open(): Promise<AskEverything> {
    const world = await AccessWorld.open();
    const caller = await world.account({ name: 'all', roles: ROLES, scope: 'province', as: 'person' });
    // Who approves.
    const second = await world.account({
      name: 'second',
      roles: ['approver'],
      scope: 'province',
      as: 'person',
    });
    await world.recordAccounts();
    const { text } = await world.ask(undefined, 'GET', '/api/openapi.json');
    return new AskEverything(world, JSON.parse(text) as OpenApi, caller, second.login);
  }

  get operations(): readonly DescribedOperation[] {
    return describedOperations(this.document);
  }

  close(): Promise<void> {
    return this.world.close();
  }

  /** Asks an operation many things. @throws with the request that was answered by something not documented */
  async ask(operation: DescribedOperation, numRuns: number): Promise<void> {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'doc', ...this.document });
    const checks = new Map(
      [...operation.answers].map(([status, schema]) => [
        status,
        schema && ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"doc#/')) as object),
      ]),
    );
    const known = {
      texts: await this.#texts(),
      named: { approver: this.second, source: 'mini', localKey: 'OWN' },
      resolve: (one: object) => resolved(this.document, one),
    };
    await fc.assert(
      fc.asyncProperty(anyRequest(operation, known), async ({ path, body, headers }) => {
        const answer = await this.world.ask(this.caller, operation.method, path, body as object, headers);
        const said = `${answer.status} ${answer.text.slice(0, 300)}`;
        // Told to come back later nothing would have been asked.
        if (answer.status >= 500 || answer.status === 429 || !checks.has(answer.status))
          throw new Error(`not documented: ${said}`);
        const check = checks.get(answer.status);
        if (check === undefined ? answer.text !== '' : !check(JSON.parse(answer.text)))
          throw new Error(`another shape: ${said} ${JSON.stringify(check?.errors)}`);
      }),
      { numRuns, endOnFailure: true },
    );
  }

  async #texts(): Promise<readonly string[]> {
    const page = await this.world.ask(this.caller, 'GET', '/api/v1/records?limit=1');
    const { next } = JSON.parse(page.text) as { readonly next: string };
    const references = (['own agency', 'excluded', 'absent'] as const).map((one) =>
      this.world.referenceOf(one),
    );
    return [
      ...references,
      next,
      'mini',
      '6',
      'TTT',
      'H507.02',
      '2026-03-03',
      '0'.repeat(64),
      this.second,
      'OWN',
      'ttt',
      'registerNo',
      'đã kiểm tra kỹ',
      '00000000-0000-4000-a000-000000000000',
    ];
  }
}
