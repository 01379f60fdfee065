import { FINDING_CODES } from '@kntc/domain';
import { LyingWire } from './lying-wire';
import { NextWorld } from './next-world';
import { ReconcilingRoad } from './reconciling-road';
import { command, referenceOf } from './ways-out/way-out';

jest.setTimeout(300_000);

const REASON = 'đã xem bản giấy';
const THERE = { cccd: '052000000077', ho_ten: 'Đặng Thị Ở Đó', ngay_nhan: '2026-03-02' };
const TYPED_THERE = {
  'NguoiKNTC.DataNguoiKNTC.0.HoTen': THERE.ho_ten,
  'NguoiKNTC.DataNguoiKNTC.0.SoDinhDanhCaNhan': THERE.cccd,
};
const LINKED = { cccd: '052000000088', ho_ten: 'Phan Thị Gắn', ngay_nhan: '2026-03-02' };
const LINKED_THERE = {
  'NguoiKNTC.DataNguoiKNTC.0.HoTen': LINKED.ho_ten,
  'NguoiKNTC.DataNguoiKNTC.0.SoDinhDanhCaNhan': LINKED.cccd,
};
const STRANGER = { NguoiKNTC: { DataNguoiKNTC: { 0: { HoTen: 'Lê Thị Lạ' } } } };
const OURS = ['SAME', 'CONTENT', 'NAME', 'OLD', 'GONE', 'GIVEN', 'MOVED', 'TWICE', 'TOLD'];
const ALL = [...OURS, 'LINKED', 'UNSENT', 'STANDS', 'EXCLUDED', 'OTHER', 'OWN'];
const CONTENT = 'content';
const NAME = 'petitioners[0].fullName';

/** Everything that can differ, made in one province at one time, and ended one by one as people would. */
describe('every class of difference there is', () => {
  const wire = new LyingWire();
  let next: NextWorld;
  let reconciling: ReconcilingRoad;
  let entered = '';
  let stands = '';
  /** A case of others that was linked to a record of ours, and is somebody else's later. */
  let linked = '';
  let made: readonly string[] = [];
  beforeAll(async () => {
    next = await NextWorld.open((origin) => wire.open(origin));
    reconciling = ReconcilingRoad.on(next.road);
    await next.accountsDecide();
    for (const [place, ma] of OURS.entries()) await next.road.petition(ma, { cccd: `03708100012${place}` });
    linked = await next.entered(LINKED_THERE);
    await next.untilProposed(linked);
    await next.road.petition('LINKED', LINKED);
    await converged();
    const reference = await referenceOf(next.road, 'LINKED');
    await decideProposal(linked, { decision: 'link', reference, ...byTwo() });
    await converged();
    await compareAll();
    await decideOurs('LINKED');
    await converged();
    // Record by record: where digests agree, nothing is remembered of single fields.
    wire.isLying = true;
    await compareAll();
    wire.isLying = false;
    await compareAll();
  });
  afterAll(async () => {
    await next.world.close();
    wire.close();
  });

  const found = async (): Promise<readonly string[]> =>
    (await reconciling.found()).map(({ ma, code }) => `${ma} ${code}`);
  const marked = async (ma: string, text: string) => ({
    NoiDungDon: `${text}\n[Mã hồ sơ địa phương: ${await referenceOf(next.road, ma)}]`,
  });
  const post = async (path: string, body: object): Promise<number> =>
    (await next.world.ask(next.clerk, 'POST', `/api/v1/${path}`, { reason: REASON, ...body })).status;
  const byTwo = () => ({ approver: next.head.login });
  const decideProposal = async (id: string, body: object): Promise<number> =>
    post(`proposals/${(await next.proposalOf(id))?.id ?? ''}/decision`, body);
  /** Whatever differs of a record: the petition is right. */
  const decideOurs = async (ma: string): Promise<number> => {
    const path = `conflicts/${await referenceOf(next.road, ma)}`;
    const { fields } = await next.asked<{ fields: readonly { field: string }[] }>(
      next.clerk,
      'GET',
      `/api/v1/${path}`,
    );
    const ours = fields.map(({ field }) => ({ field, way: 'ours' }));
    return post(`${path}/resolve`, { fields: ours, ...byTwo() });
  };
  const standing = async (ma: string) => {
    const { class: of, code } = await next.road.standing(ma);
    return `${of} ${code ?? ''}`.trim();
  };

  /** The equation of the ledger after every step of the journey. */
  async function converged(): Promise<void> {
    const { summary } = await next.road.converge();
    expect(summary.unaccounted).toBe(0);
    const { total } = await next.asked<{
      total: { records: number; unaccounted: number; classes: Readonly<Record<string, number>> };
    }>(next.clerk, 'GET', '/api/v1/ledger');
    expect(total.unaccounted).toBe(0);
    expect(Object.values(total.classes).reduce((sum, one) => sum + one, 0)).toBe(total.records);
  }

  async function compareAll(): Promise<void> {
    await next.road.own.query("update step set confirmed_at = confirmed_at - interval '1 hour'");
    await next.asked(next.clerk, 'POST', '/api/v1/reconciliation', { reason: REASON });
    for (let turns = 0; turns < 100; turns += 1) {
      await next.road.gateway.reconcile();
      const { rows } = await next.road.own.query(
        "select from reconciliation_run where kind = 'full' and finished_at is null",
      );
      if (rows.length === 0) return;
    }
    throw new Error('the comparison does not end');
  }

  it('is made where there was none', async () => {
    expect(await found()).toEqual([]);
    const id = (ma: string): Promise<string> => reconciling.idOf(ma);
    const old = await marked('OLD', 'Nội dung đơn số OLD, đề nghị xem xét.');
    await next.road.change('OLD', { noi_dung: 'Nội dung mới của người dân.' });
    await next.road.change('TOLD', { noi_dung: 'Nội dung tỉnh sửa.' });
    await converged();
    const correction = await next.road.gateway.parts.operations.release(await referenceOf(next.road, 'OLD'), {
      ...command('Theo đơn giấy.', next.head.login),
      actor: next.clerk.login,
    });
    expect(correction).toMatchObject({ kind: 'done' });
    await converged();
    await next.road.petition('UNSENT', {
      cccd: '037081000120',
      noi_dung: 'Nội dung đơn số SAME, đề nghị xem xét.',
    });
    await converged();
    expect(await standing('UNSENT')).toBe('held EXACT_DUPLICATE');
    entered = await next.entered({});
    stands = await next.entered(TYPED_THERE);
    await next.untilProposed(entered);
    await next.untilProposed(stands);
    await next.road.petition('STANDS', THERE);
    await next.road.far.tamper([
      { do: 'edit', caseId: await id('OLD'), set: old },
      { do: 'edit', caseId: await id('CONTENT'), set: await marked('CONTENT', 'Sửa ở CSDLQG.') },
      {
        do: 'edit',
        caseId: await id('NAME'),
        set: { NguoiKNTC: { DataNguoiKNTC: { 0: { HoTen: 'Trần Văn Khác' } } } },
      },
      { do: 'remove', caseId: await id('GONE') },
      { do: 'replace', caseId: await id('GIVEN'), set: { NoiDungDon: 'Việc của người khác.', ...STRANGER } },
      { do: 'replace', caseId: linked, set: { NoiDungDon: 'Việc khác nữa.', ...STRANGER } },
    ]);
    made = await next.road.far.tamper([
      { do: 'duplicate', caseId: await id('MOVED') },
      { do: 'duplicate', caseId: await id('TWICE') },
      {
        do: 'duplicate',
        caseId: await id('SAME'),
        set: await marked('UNSENT', 'Nội dung đơn số SAME, đề nghị xem xét.'),
      },
      { do: 'remove', caseId: await id('MOVED') },
    ]);
    await converged();
    expect(await standing('STANDS')).toBe('held NATIONAL_DIFFERS');
    expect(await standing('TOLD')).toBe('held CORRECTION_NEEDS_DECISION');
  });

  it('is found, and nothing else is', async () => {
    wire.isLying = true;
    await compareAll();
    wire.isLying = false;
    const all = await found();
    expect(all).toEqual([
      '- DIGESTS_WRONG',
      '- FOREIGN_ROWS',
      'CONTENT FIELDS_DIFFER',
      'GIVEN ID_REASSIGNED',
      'GONE ID_VANISHED',
      'LINKED ID_REASSIGNED',
      'MOVED ID_MOVED',
      'NAME FIELDS_DIFFER',
      'OLD UPDATE_LOST',
      'TWICE DUPLICATE_THERE',
      'UNSENT FOUND_UNSENT',
    ]);
    const { rows } = await next.road.own.query<{ hold_detail: string }>(
      "select distinct hold_detail from outbox where hold_code = 'NATIONAL_DIFFERS'",
    );
    const codes = [...all.map((one) => one.split(' ')[1]), ...rows.map((one) => one.hold_detail)];
    expect(new Set(codes)).toEqual(new Set(FINDING_CODES));
  });

  it('stops what would write into a case of somebody else or create one twice, and lets the rest go on', async () => {
    const before = await reconciling.sent();
    const held = ['GIVEN', 'GONE', 'LINKED', 'MOVED', 'STANDS'];
    for (const ma of [...held, 'SAME'])
      await next.road.change(ma, { ngay_thu_ly: '2026-03-10', han: '2026-05-10' });
    await post(`holds/${await referenceOf(next.road, 'UNSENT')}/release`, {});
    await converged();
    for (const ma of [...held, 'UNSENT']) expect(await standing(ma)).toBe('held NATIONAL_DIFFERS');
    expect(await reconciling.sent()).toBe(before + 1);
    expect((await next.road.delivered('SAME')).at(-1)?.method).toBe('CapNhatGiaiQuyet');
  });

  it('ends by itself where the far side comes to its senses', async () => {
    await compareAll();
    expect((await found()).filter((one) => one.startsWith('-'))).toEqual([]);
  });

  it('ends by what people decide about fields', async () => {
    const decide = async (ma: string, field: string, way: string): Promise<number> =>
      post(`conflicts/${await referenceOf(next.road, ma)}/resolve`, { fields: [{ field, way }], ...byTwo() });
    expect(await decide('CONTENT', CONTENT, 'ours')).toBe(200);
    expect(await decide('OLD', CONTENT, 'ours')).toBe(200);
    expect(await decide('NAME', NAME, 'theirs')).toBe(200);
    expect(await post(`holds/${await referenceOf(next.road, 'TOLD')}/release`, byTwo())).toBe(200);
    await converged();
    await compareAll();
    expect(await found()).toEqual([
      'GIVEN ID_REASSIGNED',
      'GONE ID_VANISHED',
      'LINKED ID_REASSIGNED',
      'MOVED ID_MOVED',
      'TWICE DUPLICATE_THERE',
      'UNSENT FOUND_UNSENT',
    ]);
  });

  it('ends by the word of two people about what stands there and what does not', async () => {
    const hold = async (ma: string, what: string, body: object = {}): Promise<number> =>
      post(`holds/${await referenceOf(next.road, ma)}/${what}`, { ...body, ...byTwo() });
    expect(await hold('GONE', 'not-there')).toBe(200);
    expect(await hold('GIVEN', 'not-there')).toBe(200);
    expect(await hold('LINKED', 'not-there')).toBe(200);
    expect(await hold('MOVED', 'national-id', { nationalId: made[0] })).toBe(200);
    expect(await hold('UNSENT', 'national-id', { nationalId: made[2] })).toBe(200);
    await converged();
    const five = ['GONE', 'GIVEN', 'LINKED', 'MOVED', 'UNSENT'];
    expect(await Promise.all(five.map(standing))).toEqual(five.map(() => 'confirmed'));
    // Nothing was written into what others have under an id that was ours.
    for (const id of [linked, await reconciling.idOf('GIVEN')])
      expect((await next.road.far.ledger()).findLast(({ caseId }) => caseId === id)?.account).toBe(
        'trang-web-csdlqg',
      );
  });

  it('ends by what a clerk says of cases that only the far side knew', async () => {
    const reference = await referenceOf(next.road, 'STANDS');
    expect(await decideProposal(stands, { decision: 'link', reference, ...byTwo() })).toBe(200);
    expect(await decideProposal(entered, { decision: 'ignored' })).toBe(200);
    // It was ours when changes told of it: the comparison of everything comes upon it.
    await compareAll();
    const stranger = await reconciling.idOf('GIVEN');
    for (const id of [stranger, linked]) {
      await next.untilProposed(id);
      expect(await decideProposal(id, { decision: 'not-ours' })).toBe(200);
    }
    await converged();
    expect(await standing('STANDS')).toBe('confirmed');
    // What somebody typed there is not word for word what stands here: the petition is right.
    await compareAll();
    expect(await found()).toEqual(['STANDS FIELDS_DIFFER', 'TWICE DUPLICATE_THERE']);
    expect(await decideOurs('STANDS')).toBe(200);
  });

  it('ends by the far side where only the far side can, once it was asked for by letter', async () => {
    const { items } = await next.asked<{ items: readonly { id: string; code: string }[] }>(
      next.clerk,
      'GET',
      '/api/v1/findings?code=DUPLICATE_THERE',
    );
    const stranger = await reconciling.idOf('GIVEN');
    const proposals = await Promise.all(
      [stranger, linked].map(async (id) => (await next.proposalOf(id))?.id ?? ''),
    );
    const drafted = await next.asked<{ target: string }>(next.clerk, 'POST', '/api/v1/correction-requests', {
      findings: items.map(({ id }) => id),
      proposals,
      reason: REASON,
    });
    const sent = { documentNo: '15/TTr-NV1', documentDate: '2026-11-27' };
    expect(await post(`correction-requests/${drafted.target}/sent`, sent)).toBe(200);
    await next.road.far.tamper([
      { do: 'remove', caseId: made[1] ?? '' },
      { do: 'remove', caseId: stranger },
      { do: 'remove', caseId: linked },
    ]);
    await next.untilProposed(stranger, 'gone');
    await compareAll();
    await next.road.gateway.reconcile();
    expect(
      await next.asked(next.clerk, 'GET', `/api/v1/correction-requests/${drafted.target}`),
    ).toMatchObject({
      state: 'closed',
    });
  });

  it('leaves both sides equal, record by record and in the far side’s ledger', async () => {
    await converged();
    await compareAll();
    expect(await found()).toEqual([]);
    const { rows } = await next.road.own.query(
      "select compared::int, matching::int, only_national::int as others from reconciliation_run where kind = 'full' order by id desc limit 1",
    );
    // What people said is nobody's of ours is the one case that stands there besides.
    expect(rows).toEqual([{ compared: ALL.length, matching: ALL.length, others: 1 }]);
    for (const ma of ALL) expect(await standing(ma)).toBe('confirmed');
    const created = (await next.road.far.ledger()).filter(({ decision }) => decision === 'created');
    const count = async (ma: string): Promise<number> => {
      const reference = await referenceOf(next.road, ma);
      return created.filter((one) => one.account === 'kntc_demo' && one.reference === reference).length;
    };
    const creates = await Promise.all(ALL.map(async (ma) => [ma, await count(ma)] as const));
    // Twice only what two people said was gone; never what somebody else had entered there already.
    const others = { GONE: 2, GIVEN: 2, UNSENT: 0, STANDS: 0 };
    expect(Object.fromEntries(creates)).toEqual({
      ...Object.fromEntries(ALL.map((ma) => [ma, 1])),
      ...others,
    });
  });
});
