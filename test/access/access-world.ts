import { randomUUID } from 'node:crypto';
import type { DynamicModule } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Principal, UserRole } from '@kntc/domain';
import { setPrincipal } from '../../apps/gateway/src/api/access/request-principal';
import { createServer } from '../../apps/gateway/src/api/edge/create-server';
import { ACCOUNT_BUCKETS } from '../../apps/gateway/src/api/edge/rate.guard';
import { TokenBuckets } from '../../apps/gateway/src/api/edge/token-buckets';
import { GatewayModule } from '../../apps/gateway/src/gateway.module';
import { RecordingLogger } from '../fakes';
import { DescribedAnswers } from '../api/described-answers';
import type { OpenApi } from '../api/described-operations';
import { MiniRoad, type MiniRoadOptions } from '../journey/mini-road';
import { aCorrection } from './a-correction';
import { aDuplicate } from './a-duplicate';
import { anOutage } from './an-outage';
import { aProposal } from './a-proposal';
import type { Caller } from './oracle';
import type { Target } from './route-rule';

const ALL_SCOPES = [
  'overview.read',
  'records.read',
  'cases.read',
  'audit.read',
  'unmask.request',
  'unmask.approve',
  'unmask.reveal',
  'accounts.manage',
  'keys.manage',
];
/** Names the principal of a request; stands in the place of the sign-in. */
const HEADER = 'x-test-principal';
const ABSENT_OUTAGE = '987654321';
const ABSENT_ID = '00000000-0000-4000-a000-000000000000';
const PLENTY = { atOnce: 100_000, perSecond: 100_000 };
const BY = { recordedBy: 'Lan', secondPerson: 'Minh', reason: 'xung đột lợi ích' };

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What asks a thousand things is not told to come back later; that it would be is tried in `edge.spec.ts`. */
function unlimited(module: DynamicModule): DynamicModule {
  const buckets = new TokenBuckets(PLENTY, () => performance.now());
  return {
    ...module,
    providers: [...(module.providers ?? []), { provide: ACCOUNT_BUCKETS, useValue: buckets }],
  };
}

/**
 * Petitions of two agencies on the real road, the real application, and whoever a test says is asking. Whatever it answers
 * must be what its own description declares.
 */
export class AccessWorld {
  readonly logger = new RecordingLogger();
  readonly #principals = new Map<string, Principal>();
  #correction: Promise<string> | undefined;
  #outage: Promise<string> | undefined;
  readonly #proposals = new Map<Target, Promise<string>>();
  #described: Promise<DescribedAnswers> | undefined;

  private constructor(
    readonly road: MiniRoad,
    private app: NestExpressApplication,
    private readonly address: string,
    private readonly references: ReadonlyMap<Target, string>,
  ) {}

  static async open(options: MiniRoadOptions = {}): Promise<AccessWorld> {
    const road = await MiniRoad.open(options);
    const accepted = { ngay_thu_ly: '2026-03-10', han: '2026-05-10' };
    await road.petition('OWN', {
      ...accepted,
      loai: 'tc',
      linh_vuc: 'TN',
      co_quan: 'TTT',
      ho_ten: 'Nguyễn Thị Bí Danh',
    });
    await road.petition('OTHER', { ...accepted, co_quan: 'TNMT', ho_ten: 'Lê Văn Kẹo Lạc' });
    await road.petition('EXCLUDED', { ...accepted, co_quan: 'TTT', ho_ten: 'Phạm Thị Gạt Ra' });
    await road.converge();
    const reference = async (key: string): Promise<string> => {
      const { reference: found, class: standing, code } = await road.standing(key);
      if (found === null || standing !== 'confirmed') throw new Error(`${key} is ${standing}: ${code}`);
      return found;
    };
    const references = new Map<Target, string>([
      ['own agency', await reference('OWN')],
      ['other agency', await reference('OTHER')],
      ['excluded', await reference('EXCLUDED')],
      ['absent', 'MINI-0000000000000'],
    ]);
    const logger = new RecordingLogger();
    const app = await createServer(unlimited(GatewayModule.of(road.gateway, ['api'])), {
      logger,
      nestLogs: false,
      limits: { perAddress: PLENTY },
    });
    const world: { current?: AccessWorld } = {};
    app.use(
      (request: { headers: Record<string, string | undefined> }, _response: unknown, next: () => void) => {
        const principal = world.current?.principalNamed(request.headers[HEADER] ?? '');
        if (principal !== undefined) setPrincipal(request, principal);
        next();
      },
    );
    await app.listen(0, '127.0.0.1');
    world.current = new AccessWorld(road, app, await app.getUrl(), references);
    return world.current;
  }

  /** Key at the source. */
  localKeyOf(target: Target): string {
    return {
      'own agency': 'OWN',
      'other agency': 'OTHER',
      excluded: 'EXCLUDED',
      absent: 'NONE',
      none: 'NONE',
    }[target];
  }

  referenceOf(target: Target): string {
    return this.references.get(target) ?? '';
  }

  /** An account of its own for every name; shut out of the case `excluded`. */
  async account(caller: Caller, change: Partial<Principal> = {}): Promise<Principal> {
    const number = String(this.#principals.size + 1).padStart(12, '0');
    const isToken = caller.as === 'token' || caller.as === 'token for nothing';
    const principal: Principal = {
      accountId: `00000000-0000-4000-9000-${number}`,
      login: `account-${number}`,
      roles: caller.roles as readonly UserRole[],
      agencies: caller.scope === 'province' ? 'all' : ['ttt'],
      via: isToken ? 'token' : 'local',
      authenticatedAt: new Date().toISOString(),
      ...(isToken && { scopes: caller.as === 'token' ? ALL_SCOPES : [] }),
      ...change,
    };
    this.#principals.set(principal.login, principal);
    await this.road.gateway.parts.people.access.exclude(
      this.referenceOf('excluded'),
      { account: principal },
      BY,
    );
    return principal;
  }

  /** From now on the accounts stand in the database: they decide, and nobody else does. */
  async recordAccounts(): Promise<void> {
    for (const { accountId, login, roles, agencies } of this.#principals.values())
      await this.road.own.query(
        `insert into account (id, agency_id, login, roles, agencies, password_hash, must_change, needs_code)
         values ($1, 'H507', $2, $3, $4, 'x', false, false)`,
        [accountId, login, roles, agencies === 'all' ? null : agencies],
      );
  }

  principalNamed(login: string): Principal | undefined {
    return this.#principals.get(login);
  }

  /** A request for the name of a petitioner, made by this account while it still could; the id of none if absent. */
  async unmaskRequest(target: Target, by: Principal, state: 'waiting' | 'approved'): Promise<string> {
    const { rows } = await this.road.own.query<{ id: string }>(
      `insert into unmask_request (id, agency_id, case_id, reference, field, place, reason_code, reason_text, requested_by,
         requested_login, requested_at, approved_by, approved_login, approved_at)
       select gen_random_uuid(), n.agency_id, n.case_id, n.reference, 'petitioner.name', 1, 'verify-identity',
         'xác minh nhân thân', $2, $3, clock_timestamp(), case when $4 then $5::uuid end, case when $4 then 'second' end,
         case when $4 then clock_timestamp() end
       from national_record n where n.reference = $1 returning id`,
      [this.referenceOf(target), by.accountId, by.login, state === 'approved', ABSENT_ID],
    );
    return rows[0]?.id ?? ABSENT_ID;
  }

  /** A case that only the far side knows, of one agency or the other; the id of none if absent. */
  proposal(target: Target): Promise<string> {
    if (target !== 'own agency' && target !== 'other agency') return Promise.resolve(ABSENT_ID);
    const made =
      this.#proposals.get(target) ?? aProposal(this.road, target === 'own agency' ? 'ttt' : 'stnmt');
    this.#proposals.set(target, made);
    return made;
  }

  /** A pair with the target as its later case – or, of `excluded`, as its earlier one; the id of none if absent. */
  async duplicate(target: Target, state: 'open' | 'rejected'): Promise<string> {
    const later = target === 'excluded' ? 'own agency' : target;
    const earlier = {
      'own agency': 'other agency',
      'other agency': 'own agency',
      excluded: 'excluded',
    } as const;
    if (target === 'absent' || target === 'none') return ABSENT_ID;
    const of = { later: this.localKeyOf(later), earlier: this.localKeyOf(earlier[target]) };
    return aDuplicate(this.road, { ...of, state });
  }

  /** A request of the province; the id of none if absent. */
  correction(target: Target): Promise<string> {
    this.#correction ??= aCorrection(this.road);
    return target === 'other agency' ? this.#correction : Promise.resolve(ABSENT_ID);
  }

  /** An interruption; the id of none if absent. */
  outage(target: Target): Promise<string> {
    this.#outage ??= anOutage(this.road);
    return target === 'absent' ? Promise.resolve(ABSENT_OUTAGE) : this.#outage;
  }

  /** @throws when the answer is not what the OpenAPI document declares: a member more is one that nobody meant to send */
  async ask(
    principal: Principal | undefined,
    method: string,
    path: string,
    ...[body, headers = {}]: readonly [body?: object, headers?: Readonly<Record<string, string>>]
  ): Promise<Answer> {
    const answer = await fetch(this.address + path, {
      method,
      headers: {
        ...(principal !== undefined && { [HEADER]: principal.login }),
        ...(body !== undefined && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const { status } = answer;
    const text = await answer.text();
    this.#described ??= this.document().then((document) => new DescribedAnswers(document));
    const objection = (await this.#described).objectionTo(method, path, { status, text });
    if (objection !== undefined) throw new Error(objection);
    return { status, headers: answer.headers, text };
  }

  /** The OpenAPI document as it is served. */
  async document(): Promise<OpenApi> {
    return (await (await fetch(`${this.address}/api/openapi.json`)).json()) as OpenApi;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.road.close();
  }
}
