import { randomUUID } from 'node:crypto';
import { MAY_STAND_ALREADY, type FieldDifference, type Principal } from '@kntc/domain';
import { groupOf } from '@kntc/storage';
import { AccessWorld } from '../access/access-world';
import type { RequestParts } from './any-request';
import { readyOperations, WORLD } from './ready-operations';
import { VISITS } from './ready-receptions';

/** A request that is carried out. */
export interface ReadyRequest extends RequestParts {
  readonly body?: object;
}

const ROLES = ['operator', 'inspector', 'approver', 'config-admin', 'auditor'];
const FIELDS = 6;
/** A quarter that is over and has the petitions of the world in it. */
const PERIOD = '2026-Q1';
const REASON = 'đã kiểm tra kỹ';
const OVERLAY = { source: 'mini', localKey: 'OWN', field: 'registerNo' };
const CONFLICT: FieldDifference = {
  field: 'content',
  ours: 'a',
  theirs: 'x',
  base: 'a',
  way: 'keep-national',
};
const MINE = { source: 'mini', list: 5, localCode: 'LOA' };
const UNMASK = { field: 'petitioner.name', reasonCode: 'verify-identity', reasonText: 'xác minh nhân thân' };

/** Holds, each with what ends it that way. */
const RELEASED = ['REJECTED', 'EXACT_DUPLICATE', 'CORRECTION_NEEDS_DECISION', 'ADOPTION_TAKEN'];
const KEPT = ['EXACT_DUPLICATE', 'REJECTED', 'CORRECTION_NEEDS_DECISION'];
const FOUND_OUT = [
  'UNKNOWN_OUTCOME',
  `UNKNOWN_OUTCOME:${MAY_STAND_ALREADY}`,
  'NATIONAL_DIFFERS',
  'ADOPTION_UNVERIFIED',
  'WRONG_ANSWER',
];

/**
 * A province in which everything has happened, and for every operation the request that is carried out there: what one needs
 * is set up anew each time, whatever others did before.
 */
export class ReadyWorld {
  #turns = 0;

  private constructor(
    readonly access: AccessWorld,
    /** May call every operation. */
    readonly caller: Principal,
    /** Who approves. */
    readonly second: Principal,
    readonly held: string,
  ) {}

  static async open(): Promise<ReadyWorld> {
    const access = await AccessWorld.open(WORLD);
    const caller = await access.account({ name: 'all', roles: ROLES, scope: 'province', as: 'person' });
    const second = await access.account({
      name: 'second',
      roles: ['approver', 'inspector'],
      scope: 'province',
      as: 'person',
    });
    await access.recordAccounts();
    // What stands nationally is approved by the head of the agency.
    await access.road.own.query(
      `insert into account_person (account_id, agency_id, position, digests, recorded_by, second_person, reason)
       values ($1, 'ttt', 'head', '{}', 'Lan', 'Minh', 'quyết định bổ nhiệm')`,
      [second.accountId],
    );
    const { road } = access;
    const same = { noi_dung: 'Đề nghị xem xét việc cấp giấy.' };
    await road.petition('HELD', same);
    const others = { WEB: { nguon: 'WEB' }, EMPTY: { noi_dung: null }, [VISITS.key]: VISITS.columns };
    for (const [key, columns] of Object.entries(others)) await road.petition(key, columns);
    await road.converge();
    await road.petition('TWICE', same);
    await road.converge();
    const { reference } = await road.standing('HELD');
    return new ReadyWorld(access, caller, second, reference ?? '');
  }

  /** What is carried out, in the state for it; `undefined`: the operation needs no more than itself. */
  async readyFor(operationId: string): Promise<ReadyRequest | undefined> {
    return this.#ready[operationId]?.();
  }

  readonly #ready: Readonly<Record<string, () => Promise<ReadyRequest>>> = {
    readCase: async () => ({ path: { reference: this.#own } }),
    listAttempts: async () => ({ path: { reference: this.#own } }),
    listCodes: async () => ({ query: { list: FIELDS } }),
    listHolds: async () => this.#holding(KEPT),
    releaseHold: async () => ({ ...(await this.#holding(RELEASED)), body: this.#byTwo }),
    keepHold: async () => ({ ...(await this.#holding(KEPT)), body: this.#byTwo }),
    nothingThere: async () => ({ ...(await this.#holding(FOUND_OUT)), body: this.#byTwo }),
    nameNationalId: async () => ({
      ...(await this.#holding(FOUND_OUT)),
      body: { ...this.#byTwo, nationalId: await this.#nationalId() },
    }),
    decideScope: async () => ({
      body: { source: 'mini', localKey: 'EMPTY', decision: 'exclude', reason: REASON },
    }),
    resync: async () => {
      await this.#sql(
        `update outbox set state = 'done', hold_code = null, hold_detail = null, hold_step = null, hold_ordinal = null,
           held_at = null where state = 'held' and hold_code <> 'EXACT_DUPLICATE'`,
      );
      return { body: { references: [this.#own, this.held], reason: REASON } };
    },
    ...readyOperations({
      sql: (statement) => this.#sql(statement),
      asked: (method, path, body) => this.#asked(method, path, body),
      reference: () => this.#own,
      approver: () => this.second.login,
      road: () => this.access.road,
    }),
    askReconciliation: async () => ({ body: { agency: 'ttt', reason: REASON } }),
    readForms: async () => ({ query: { period: PERIOD } }),
    listFormDifferences: async () => ({ query: { period: PERIOD, form: '01/XLD', column: '1' } }),
    listFormClosings: async () => {
      await this.#closed();
      return {};
    },
    listFigureChanges: async () => {
      await this.#signedOtherwise();
      return { query: { period: PERIOD } };
    },
    closeFormPeriod: async () => {
      await this.#reopened();
      return { body: { period: PERIOD, ...this.#byTwo } };
    },
    adjustFormPeriod: async () => {
      await this.#signedOtherwise();
      return { body: { period: PERIOD, ...this.#byTwo } };
    },
    listFindings: async () => {
      await this.#sql(
        `insert into finding (agency_id, national_record_id, code, class, fields, national_ids)
         select agency_id, id, 'FIELDS_DIFFER', 'different', '[{"field": "content", "theirs": "x"}]', '["x"]'
         from national_record where reference = $1 on conflict do nothing`,
        [this.#own],
      );
      return {};
    },
    listConflicts: async () => {
      await this.#conflict();
      return {};
    },
    readConflict: async () => {
      await this.#conflict();
      return { path: { reference: this.#own } };
    },
    resolveConflict: async () => {
      await this.#conflict();
      const fields = [{ field: CONFLICT.field, way: 'ours' }];
      return { path: { reference: this.#own }, body: { fields, ...this.#byTwo } };
    },
    undoResolution: async () => {
      await this.#conflict();
      await this.#sql(
        `insert into conflict_decision (agency_id, national_record_id, field, way, digest, theirs, step, ordinal, attempt_no,
           actor, reason)
         select n.agency_id, n.id, $2, 'ours', $3, $4, 'case', 1, o.attempt_no, 'ai', $5
         from national_record n join outbox o on o.national_record_id = n.id where n.reference = $1`,
        [this.#own, CONFLICT.field, CONFLICT.ours, CONFLICT.theirs, REASON],
      );
      return { path: { reference: this.#own }, body: { reason: REASON } };
    },
    resolveConflictGroup: async () => {
      // A denunciation is in no group.
      await this.#conflict(this.access.referenceOf('other agency'));
      const group = groupOf('KN', CONFLICT) ?? '';
      return { path: { group }, body: { way: 'ours', ...this.#byTwo } };
    },
    listOverlays: async () => {
      await this.#completed();
      return {};
    },
    setOverlay: async () => {
      await this.#sql('delete from overlay');
      return { body: { ...OVERLAY, value: '18/KN-2026', documentNo: '12/CV', reason: REASON } };
    },
    withdrawOverlay: async () => {
      await this.#completed();
      return { body: { ...OVERLAY, reason: REASON } };
    },
    changeCrosswalk: async () => ({ body: await this.#mapping() }),
    listCodeListChanges: async () => {
      await this.#listWaiting();
      return {};
    },
    readCodeListChange: async () => {
      await this.#listWaiting();
      return { path: { list: FIELDS } };
    },
    acceptCodeList: async () => this.#decidedList(),
    refuseCodeList: async () => this.#decidedList(),
    listUnmaskRequests: async () => {
      await this.#unmask(this.second, 'waiting');
      return {};
    },
    requestUnmask: async () => {
      await this.#sql('delete from unmask_reveal');
      await this.#sql('delete from unmask_request');
      return { body: { ...UNMASK, reference: this.#own } };
    },
    approveUnmask: async () => ({ path: { id: await this.#unmask(this.second, 'waiting') } }),
    reveal: async () => ({ path: { id: await this.#unmask(this.caller, 'approved') } }),
    listTokens: async () => {
      await this.#token();
      return {};
    },
    makeToken: async () => {
      await this.#sql('delete from access_token');
      return { body: { name: 'thử', scopes: ['person.prove'], days: 1, reason: REASON } };
    },
    revokeToken: async () => ({ path: { id: await this.#token() } }),
  };

  get #own(): string {
    return this.access.referenceOf('own agency');
  }

  get #byTwo(): object {
    return { reason: REASON, approver: this.second.login };
  }

  #sql(statement: string, values: readonly unknown[] = []) {
    return this.access.road.own.query(statement, [...values]);
  }

  async #asked<T>(method: string, path: string, body?: object): Promise<T> {
    const { status, text } = await this.access.ask(this.caller, method, path, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
    return JSON.parse(text) as T;
  }

  /** One of them in turn stands at the record that is held. */
  async #holding(codes: readonly string[]): Promise<ReadyRequest> {
    this.#turns += 1;
    const [code, detail = null] = codes[this.#turns % codes.length]?.split(':') ?? [];
    await this.#sql(
      `update outbox o set state = 'held', hold_code = $2, hold_detail = $3, hold_step = 'case', hold_ordinal = 1,
         held_at = clock_timestamp(), kept_at = null
       from national_record n where n.id = o.national_record_id and n.reference = $1`,
      [this.held, code, detail],
    );
    return { path: { reference: this.held } };
  }

  /** The one the record has, else one that nobody has. */
  async #nationalId(): Promise<string> {
    const { rows } = await this.#sql('select national_id from national_record where reference = $1', [
      this.held,
    ]);
    return (rows as readonly { readonly national_id: string | null }[])[0]?.national_id ?? randomUUID();
  }

  /** One field of a record differs, and nobody decided about it. */
  async #conflict(reference = this.#own): Promise<void> {
    await this.#sql('delete from conflict_decision');
    await this.#sql('delete from finding');
    await this.#sql(
      `insert into finding (agency_id, national_record_id, code, class, fields, national_ids)
       select agency_id, id, 'FIELDS_DIFFER', 'different', $2::jsonb, '["x"]' from national_record where reference = $1`,
      [reference, JSON.stringify([CONFLICT])],
    );
  }

  async #reopened(): Promise<void> {
    await this.#sql('delete from statutory_adjustment');
    await this.#sql('delete from statutory_period');
  }

  async #closed(): Promise<void> {
    const { items } = await this.#asked<{ items: readonly object[] }>('GET', '/api/v1/statutory/closings');
    if (items.length > 0) return;
    await this.#asked('POST', '/api/v1/statutory/closings', { period: PERIOD, ...this.#byTwo });
  }

  /** What was signed differs from what is counted, each time anew. */
  async #signedOtherwise(): Promise<void> {
    await this.#closed();
    await this.#sql('delete from statutory_adjustment');
    await this.#sql(
      `update statutory_period set figures = jsonb_set(figures, '{"", 01/XLD, 1}', to_jsonb(floor(random() * 1e9)::text))`,
    );
  }

  async #completed(): Promise<void> {
    const { items } = await this.#asked<{ items: readonly object[] }>('GET', '/api/v1/overlays');
    if (items.length > 0) return;
    const wanted = { ...OVERLAY, value: '18/KN-2026', documentNo: '12/CV', reason: REASON };
    await this.#asked('POST', '/api/v1/overlays', wanted);
  }

  async #mapping(): Promise<object> {
    const { source, list, localCode } = MINE;
    const path = `/api/v1/crosswalk?source=${source}&list=${list}&localCode=${localCode}`;
    const { items } = await this.#asked<{ items: readonly { readonly nationalCode: string }[] }>('GET', path);
    const seen = items.map(({ nationalCode }) => ({ nationalCode }));
    const nationalCode = seen[0]?.nationalCode === '1' ? '21' : '1';
    return { ...MINE, seen, targets: [{ nationalCode }], ...this.#byTwo };
  }

  /** A national list with a code that the one in use does not have. */
  async #listWaiting(): Promise<string> {
    this.#turns += 1;
    const { configuration } = this.access.road.gateway.parts;
    const before = (await configuration.nationalCodes()).filter(
      ({ list, code }) => list === FIELDS && !code.startsWith('MOI.'),
    );
    await configuration.store(FIELDS, [
      ...before.map(({ code, name }) => ({ code, name })),
      { code: `MOI.${this.#turns}`, name: 'Lĩnh vực mới' },
    ]);
    const { items } = await this.#asked<{ items: readonly { readonly version: string }[] }>(
      'GET',
      '/api/v1/code-list-changes',
    );
    return items[0]?.version ?? '';
  }

  async #decidedList(): Promise<ReadyRequest> {
    return { path: { list: FIELDS }, body: { version: await this.#listWaiting(), ...this.#byTwo } };
  }

  async #unmask(by: Principal, state: 'waiting' | 'approved'): Promise<string> {
    await this.#sql('delete from unmask_reveal');
    return this.access.unmaskRequest('own agency', by, state);
  }

  async #token(): Promise<string> {
    await this.#sql('delete from access_token');
    const wanted = { name: 'thử', scopes: ['person.prove'], days: 1, reason: REASON };
    return (await this.#asked<{ readonly id: string }>('POST', '/api/v1/tokens', wanted)).id;
  }
}
