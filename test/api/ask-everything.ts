import fc from 'fast-check';
import { anyRequest, requestOf, type AnyRequest, type DescribedOperation } from './any-request';
import { describedOperations, resolved, type OpenApi } from './described-operations';
import { ReadyWorld } from './ready-world';

/** Operations whose success is tried elsewhere. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  // A local system signs it: test/journey/hook.full.spec.ts.
  ['ring', 'signed'],
]);

/** A request that is carried out, with something wrong put at one place of it. */
interface Ready {
  readonly isReady: true;
  readonly key: string;
  readonly wrong: { readonly place: number; readonly value: unknown } | undefined;
}

/** What came of an operation. */
interface Outcome {
  readonly statuses: Map<number, number>;
  /** Most items of one of its answers; `undefined`: it is no list. */
  items: number | undefined;
}

/** The whole API on the real road, asked by somebody who may call every operation. */
export class AskEverything {
  readonly #outcomes = new Map<string, Outcome>();

  private constructor(
    private readonly world: ReadyWorld,
    private readonly document: OpenApi,
  ) {}

  static async open(): Promise<AskEverything> {
    const world = await ReadyWorld.open();
    return new AskEverything(world, await world.access.document());
  }

  get operations(): readonly DescribedOperation[] {
    return describedOperations(this.document);
  }

  close(): Promise<void> {
    return this.world.access.close();
  }

  /** Asks every operation many things. @returns what was answered by something not documented, and why */
  async askAll(numRuns: number): Promise<readonly string[]> {
    const wrong: string[] = [];
    for (const operation of this.operations)
      await this.#askOne(operation, numRuns).catch((err: unknown) => {
        // Not `instanceof`: it comes from another realm than the test's.
        const { message: cause = '' } = ((err as Error).cause ?? {}) as Partial<Error>;
        wrong.push(`${operation.method} ${operation.path}: ${String(err)} ${cause}`);
      });
    return wrong;
  }

  /** Asks an operation many things. @throws with the request that was answered by something not documented */
  async #askOne(operation: DescribedOperation, numRuns: number): Promise<void> {
    const known = {
      texts: await this.#texts(),
      named: { approver: this.world.second.login, source: 'mini', localKey: 'OWN' },
      resolve: (one: object) => resolved(this.document, one),
    };
    const wanted = fc.oneof<[fc.WeightedArbitrary<AnyRequest>, fc.WeightedArbitrary<Ready>]>(
      { weight: 3, arbitrary: anyRequest(operation, known) },
      { weight: 2, arbitrary: readyRequest() },
    );
    const first: Ready = { isReady: true, key: `ready-${operation.id}`, wrong: undefined };
    await fc.assert(
      fc.asyncProperty(wanted, (request) => this.#ask(operation, request)),
      { numRuns, endOnFailure: true, examples: [[first]] },
    );
  }

  /** Operations that were never carried out, and lists that never showed anything. */
  get neverReached(): readonly string[] {
    return this.operations.flatMap(({ id, answers }) => {
      const { statuses, items } = this.#outcomes.get(id) ?? { statuses: new Map(), items: undefined };
      const isDone = [...answers.keys()].some((status) => status < 300 && statuses.has(status));
      if (!isDone && !ELSEWHERE.has(id)) return [`${id}: never carried out`];
      return items === 0 ? [`${id}: never showed an item`] : [];
    });
  }

  /** What every operation answered how often. */
  get table(): string {
    const lines = this.operations.map(({ id }) => {
      const { statuses, items } = this.#outcomes.get(id) ?? { statuses: new Map<number, number>() };
      const counts = [...statuses]
        .toSorted(([one], [other]) => one - other)
        .map(([status, count]) => `${status}×${count}`);
      return `${id.padEnd(22)} ${counts.join('  ')}${items === undefined ? '' : `  (up to ${items} items)`}`;
    });
    return `${lines.join('\n')}\n`;
  }

  async #ask(operation: DescribedOperation, wanted: AnyRequest | Ready): Promise<void> {
    const { path, body, headers } = 'isReady' in wanted ? await this.#made(operation, wanted) : wanted;
    const { access, caller } = this.world;
    const answer = await access.ask(caller, operation.method, path, body as object, headers);
    this.#note(operation, answer);
    // Told to come back later nothing would have been asked.
    if (answer.status >= 500 || answer.status === 429)
      throw new Error(`not documented: ${answer.status} ${answer.text.slice(0, 300)}`);
  }

  async #made(operation: DescribedOperation, { key, wrong }: Ready): Promise<AnyRequest> {
    const { path = {}, query = {}, body } = (await this.world.readyFor(operation.id)) ?? {};
    if (wrong === undefined) return requestOf(operation, { path, query, body }, key);
    const names = [path, query, body ?? {}].flatMap((members, part) =>
      Object.keys(members).map((name) => ({ part, name })),
    );
    const at = names[wrong.place % Math.max(1, names.length)];
    const [spoiltPath, spoiltQuery, spoiltBody] = [path, query, body ?? {}].map((members, part) => ({
      ...members,
      ...(at?.part === part && { [at.name]: wrong.value }),
    }));
    const parts = { path: spoiltPath, query: spoiltQuery, body: body && spoiltBody };
    return requestOf(operation, parts, key);
  }

  #note(
    { id }: DescribedOperation,
    { status, text }: { readonly status: number; readonly text: string },
  ): void {
    const outcome = this.#outcomes.get(id) ?? { statuses: new Map<number, number>(), items: undefined };
    this.#outcomes.set(id, outcome);
    outcome.statuses.set(status, (outcome.statuses.get(status) ?? 0) + 1);
    if (status >= 300 || !text.startsWith('{')) return;
    const { items } = JSON.parse(text) as { readonly items?: unknown };
    if (Array.isArray(items)) outcome.items = Math.max(outcome.items ?? 0, items.length);
  }

  async #texts(): Promise<readonly string[]> {
    const { access, caller, second, held } = this.world;
    const page = await access.ask(caller, 'GET', '/api/v1/records?limit=1');
    const { next } = JSON.parse(page.text) as { readonly next: string };
    const references = (['own agency', 'excluded', 'absent'] as const).map((one) => access.referenceOf(one));
    return [
      ...references,
      held,
      next,
      'mini',
      '6',
      'TTT',
      'H507.02',
      '2026-03-03',
      '0'.repeat(64),
      second.login,
      'OWN',
      'ttt',
      'registerNo',
      'đã kiểm tra kỹ',
      '00000000-0000-4000-a000-000000000000',
    ];
  }
}

function readyRequest(): fc.Arbitrary<Ready> {
  return fc
    .record({
      key: fc.uuid(),
      wrong: fc.option(fc.record({ place: fc.nat(20), value: fc.jsonValue() }), { nil: undefined, freq: 1 }),
    })
    .map((one) => ({ ...one, isReady: true as const }));
}
