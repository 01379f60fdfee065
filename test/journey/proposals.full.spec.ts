import { until } from './mini-road';
import { NextWorld } from './next-world';

jest.setTimeout(240_000);

const NUMBER = '052000000077';
const NAME = 'Đặng Thị Không Được Lộ';
const PERSON = {
  'NguoiKNTC.DataNguoiKNTC.0.HoTen': NAME,
  'NguoiKNTC.DataNguoiKNTC.0.SoDinhDanhCaNhan': NUMBER,
};
const REASON = 'đã đối chiếu sổ';

describe('what only the far side knows', () => {
  let next: NextWorld;
  beforeAll(async () => {
    next = await NextWorld.open();
  });
  afterAll(() => next.world.close());

  const entered = (changes: Readonly<Record<string, unknown>> = {}): Promise<string> =>
    next.entered({ ...PERSON, ...changes });
  const decide = (id: string, body: object) =>
    next.world.ask(next.clerk, 'POST', `/api/v1/proposals/${id}/decision`, { reason: REASON, ...body });

  let kn = '';
  let tc = '';

  it('becomes a proposal: what people of this province entered, and nothing that is ours or another province’s', async () => {
    kn = await entered();
    tc = await entered({
      PhanLoaiDon: [{ MaLoaiDon: 'TC', MaLoaiDon1: 'TC.01', MaLoaiDon2: '', MaLoaiDon3: '' }],
    });
    const foreign = await entered({ CoQuanTiepNhan: 'H507.01' });
    await next.untilProposed(kn);
    await next.untilProposed(tc);
    expect(await next.proposalOf(foreign)).toBeUndefined();
    expect((await next.proposals()).map(({ kind, state }) => `${kind} ${state}`).toSorted()).toEqual([
      'KN open',
      'TC open',
    ]);
    const { code, lines } = await next.road.kntc('proposals', 'list');
    expect([code, lines.join('\n')]).toEqual([0, expect.stringContaining(kn.toLowerCase())]);
  });

  it('holds a local record that may be the same, and never creates it there a second time', async () => {
    await next.road.petition('SAME', { cccd: NUMBER, ho_ten: NAME, ngay_nhan: '2026-03-02' });
    await next.road.converge();
    expect(await next.road.standing('SAME')).toMatchObject({ class: 'held', code: 'NATIONAL_DIFFERS' });
    expect(await next.road.delivered('SAME')).toEqual([]);
    await until(async () => {
      await next.road.gateway.reconcile();
      const { id = '' } = (await next.proposalOf(kn)) ?? {};
      return (
        (await next.asked<{ matches: object[] }>(next.clerk, 'GET', `/api/v1/proposals/${id}`)).matches
          .length > 0
      );
    });
  });

  it('shows a clerk which record it may be, letters of a name, and of a denunciation nobody', async () => {
    await next.accountsDecide();
    const one = await next.proposalOf(kn);
    const shown = await next.world.ask(next.clerk, 'GET', `/api/v1/proposals/${one?.id ?? ''}`);
    const { reference } = await next.road.standing('SAME');
    expect(JSON.parse(shown.text)).toMatchObject({
      petitioners: { people: 1 },
      matches: [{ reference, basis: 'identity', nationalId: null }],
    });
    const denunciation = await next.proposalOf(tc);
    const hidden = await next.world.ask(next.clerk, 'GET', `/api/v1/proposals/${denunciation?.id ?? ''}`);
    expect(JSON.parse(hidden.text)).toMatchObject({ petitioners: { people: 1, names: [] }, matches: [] });
    for (const { text } of [shown, hidden])
      for (const secret of [NAME, NUMBER]) expect(text).not.toContain(secret);
    expect((await next.proposals(next.ofAgency)).map(({ kind }) => kind)).toEqual(['KN']);
    expect(
      (await next.world.ask(next.ofAgency, 'GET', `/api/v1/proposals/${denunciation?.id ?? ''}`)).status,
    ).toBe(404);
  });

  it('is linked by two people, and taken back as long as the id is not adopted', async () => {
    const { id = '' } = (await next.proposalOf(kn)) ?? {};
    const { reference } = await next.road.standing('SAME');
    expect((await decide(id, { decision: 'link', reference })).status).toBe(403);
    const linked = { decision: 'link', reference, approver: next.head.login };
    expect((await decide(id, linked)).status).toBe(200);
    expect(await next.road.standing('SAME')).toMatchObject({ class: 'waiting' });
    expect((await decide(id, { decision: 'undecided' })).status).toBe(200);
    await next.road.converge();
    expect(await next.road.standing('SAME')).toMatchObject({ class: 'held', code: 'NATIONAL_DIFFERS' });
    expect((await decide(id, linked)).status).toBe(200);
    await next.road.converge();
    expect(await next.road.standing('SAME')).toMatchObject({ class: 'confirmed', code: null });
    await next.untilProposed(kn, 'linked');
    expect((await decide(id, { decision: 'undecided' })).status).toBe(409);
    const ledger = (await next.road.far.ledger()).filter(({ caseId }) => caseId === kn);
    expect(ledger.map(({ method, decision }) => `${method} ${decision}`)).toEqual([
      'CapNhatVuViec created',
      'CapNhatKQXuLy recorded',
    ]);
  });

  it('ends when the far side does not show it any more', async () => {
    const { id = '' } = (await next.proposalOf(tc)) ?? {};
    expect((await decide(id, { decision: 'not-ours' })).status).toBe(200);
    await next.road.far.tamper([{ do: 'remove', caseId: tc }]);
    await next.untilProposed(tc, 'gone');
    expect((await decide(id, { decision: 'ignored' })).status).toBe(409);
  });

  it('is nowhere to be read in what is stored', async () => {
    const { rows } = await next.road.own.query('select p::text as text from proposal p');
    expect(JSON.stringify(rows)).not.toContain(NUMBER);
    expect(JSON.stringify(rows)).not.toContain(NAME);
    expect(next.road.logLines.join('\n')).not.toContain(NUMBER);
  });
});
