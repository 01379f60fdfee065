import type { Principal } from '@kntc/domain';
import { aCase } from '../../apps/national-simulator/test/sample-bodies';
import { AccessWorld } from '../access/access-world';
import { until } from './mini-road';

const LOGIN = `Basic ${Buffer.from('kntc_demo:kntc_demo').toString('base64')}`;
const NO_BRAKE = { 'national/next.yaml': [['createsPerDay: auto', 'createsPerDay: unlimited']] } as const;
const ROLES = ['operator', 'inspector', 'approver'];

export interface ListedProposal {
  readonly id: string;
  readonly nationalId: string;
  readonly kind: string;
  readonly state: string;
}

/** A province whose far side offers more, with people who ask its API. */
export class NextWorld {
  private constructor(
    readonly world: AccessWorld,
    readonly clerk: Principal,
    readonly head: Principal,
    readonly ofAgency: Principal,
  ) {}

  /** @param between something between gateway and far side: takes the address of the far side and gives the one to use */
  static async open(
    between: (origin: string) => Promise<string> = async (origin) => origin,
  ): Promise<NextWorld> {
    const world = await AccessWorld.open({
      variablesOf: () => ({ NATIONAL_PROFILE: 'next' }),
      wire: (farSide) => between(new URL(farSide).origin),
      edit: NO_BRAKE,
    });
    const person = (name: string, scope: 'province' | 'own agency') =>
      world.account({ name, roles: ROLES, scope, as: 'person' });
    const [clerk, head] = [await person('clerk', 'province'), await person('head', 'province')];
    return new NextWorld(world, clerk, head, await person('own', 'own agency'));
  }

  get road() {
    return this.world.road;
  }

  /** From now on accounts decide, and one of them is the head of the agency. */
  async accountsDecide(): Promise<void> {
    await this.world.recordAccounts();
    await this.road.own.query(
      `insert into account_person (account_id, agency_id, position, digests, recorded_by, second_person, reason)
       values ($1, 'ttt', 'head', '{}', 'Lan', 'Minh', 'quyết định bổ nhiệm')`,
      [this.head.accountId],
    );
  }

  /** Typed into the national web by somebody. */
  async entered(changes: Readonly<Record<string, unknown>>): Promise<string> {
    const body = aCase({
      'VuViec.NgayNhapDon': '02/03/2026',
      CoQuanTiepNhan: 'H507.02',
      NoiDungDon: 'Khiếu nại quyết định thu hồi đất.',
      ...changes,
    });
    const answer = await fetch(`${this.road.nationalUrl}/KNTC/v2/CapNhatVuViec`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: LOGIN },
      body: JSON.stringify(body),
    });
    const { Id, Message } = (await answer.json()) as { readonly Id: string; readonly Message: string };
    if (Id === '') throw new Error(Message);
    return Id;
  }

  async asked<T>(by: Principal, method: string, path: string, body?: object): Promise<T> {
    const { status, text } = await this.world.ask(by, method, path, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
    return JSON.parse(text) as T;
  }

  async proposals(by = this.clerk): Promise<readonly ListedProposal[]> {
    return (await this.asked<{ items: readonly ListedProposal[] }>(by, 'GET', '/api/v1/proposals')).items;
  }

  async proposalOf(nationalId: string): Promise<ListedProposal | undefined> {
    return (await this.proposals()).find((one) => one.nationalId === nationalId.toLowerCase());
  }

  untilProposed(nationalId: string, state = 'open'): Promise<void> {
    return until(async () => {
      await this.road.gateway.reconcile();
      return (await this.proposalOf(nationalId))?.state === state;
    });
  }
}
