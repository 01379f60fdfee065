import { aFarSide, type FarSide } from './far-side';
import { aCase, aDecision, anAcceptance, anEnforcement, aProcessing } from './sample-bodies';

describe('records and steps at the far side', () => {
  let far: FarSide;
  beforeEach(async () => {
    far = await aFarSide();
  });
  afterEach(() => far.stop());

  async function aRecordWithSteps(): Promise<{ caseId: string; decisionId: string }> {
    const caseId = (await far.send('CapNhatVuViec', aCase())).Id;
    await far.send('CapNhatKQXuLy', aProcessing(caseId));
    await far.send('CapNhatGiaiQuyet', anAcceptance(caseId));
    return { caseId, decisionId: (await far.send('CapNhatKQGiaiQuyet', aDecision(caseId))).Id };
  }

  it('answers the case Id to steps 2 and 3, and ids of their own to steps 4 and 5', async () => {
    const { caseId, decisionId } = await aRecordWithSteps();
    const enforcement = await far.send('CapNhatThiHanh', anEnforcement(caseId, decisionId));
    expect(new Set([caseId, decisionId, enforcement.Id]).size).toBe(3);
    const entries = await far.ledger();
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(entries.map(({ decision }) => decision)).toEqual([
      'created',
      ...Array<string>(4).fill('recorded'),
    ]);
    expect(entries.map(({ id }) => id)).toEqual([caseId, caseId, caseId, decisionId, enforcement.Id]);
    expect(entries.every((entry) => entry.caseId === caseId && entry.reference === 'BDI-AAAAAAAAAAAAA')).toBe(
      true,
    );
    expect(entries.map(({ resultId }) => resultId)).toEqual([null, null, null, decisionId, decisionId]);
  });

  it('replaces its own record and refuses another agency to do so', async () => {
    const { Id } = await far.send('CapNhatVuViec', aCase());
    const update = { 'VuViec.Id': Id, NoiDungDon: 'Nội dung mới' };
    expect(await far.send('CapNhatVuViec', aCase(update))).toEqual({ Id, Message: '' });
    expect((await far.ledger()).at(-1)).toMatchObject({ decision: 'updated', caseId: Id, reference: null });
    const foreign = await far.send('CapNhatVuViec', aCase({ ...update, CoQuanTiepNhan: 'H507.02' }));
    expect(foreign.Message).toContain('cơ quan khác');
    await far.controlJson('PUT', 'settings', { foreignUpdate: 'allow' });
    expect((await far.send('CapNhatVuViec', aCase({ ...update, CoQuanTiepNhan: 'H507.02' }))).Id).toBe(Id);
  });

  it('attaches a petition to a head case and answers the head', async () => {
    const { Id } = await far.send('CapNhatVuViec', aCase());
    const attached = aCase({ 'VuViec.Id': Id, 'VuViec.GanVuViec': 1, NoiDungDon: 'Đơn thứ hai' });
    expect((await far.send('CapNhatVuViec', attached)).Id).toBe(Id);
    expect((await far.ledger()).at(-1)).toMatchObject({ decision: 'attached', id: Id, caseId: Id });
    expect(await far.controlJson('GET', 'statistics')).toMatchObject({
      cases: 1,
      methods: { CapNhatVuViec: { created: 1, attached: 1 } },
    });
  });

  it('refuses steps out of order, and takes them when order is not strict', async () => {
    const { Id } = await far.send('CapNhatVuViec', aCase());
    expect((await far.send('CapNhatGiaiQuyet', anAcceptance(Id))).Message).toContain('CapNhatKQXuLy');
    await far.send('CapNhatKQXuLy', aProcessing(Id));
    expect((await far.send('CapNhatKQGiaiQuyet', aDecision(Id))).Message).toContain('CapNhatGiaiQuyet');
    await far.controlJson('PUT', 'settings', { strictOrder: false });
    expect((await far.send('CapNhatKQGiaiQuyet', aDecision(Id))).Message).toBe('');
    const later = aCase({ 'VuViec.Id': Id, 'VuViec.NgayNhapDon': '11/03/2024' });
    expect((await far.send('CapNhatVuViec', later)).Message).toContain('NgayNhapDon');
  });

  it('refuses a decision that belongs to another case', async () => {
    const one = await aRecordWithSteps();
    const other = await aRecordWithSteps();
    const reply = await far.send('CapNhatThiHanh', anEnforcement(one.caseId, other.decisionId));
    expect(reply.Message).toContain('IdKetQua');
  });

  it('replaces repeated steps by default and answers the same ids again', async () => {
    const { caseId, decisionId } = await aRecordWithSteps();
    const enforcement = await far.send('CapNhatThiHanh', anEnforcement(caseId, decisionId));
    expect((await far.send('CapNhatKQXuLy', aProcessing(caseId))).Id).toBe(caseId);
    expect((await far.send('CapNhatGiaiQuyet', anAcceptance(caseId))).Id).toBe(caseId);
    expect((await far.send('CapNhatKQGiaiQuyet', aDecision(caseId))).Id).toBe(decisionId);
    expect((await far.send('CapNhatThiHanh', anEnforcement(caseId, decisionId))).Id).toBe(enforcement.Id);
    const byId = anEnforcement(caseId, decisionId, {
      ThiHanhId: enforcement.Id,
      'ThiHanhGiaiQuyet.NgayCapNhat': '02/07/2024',
    });
    expect((await far.send('CapNhatThiHanh', byId)).Id).toBe(enforcement.Id);
    expect((await far.ledger()).slice(5).map(({ decision }) => decision)).toEqual(
      Array<string>(5).fill('updated'),
    );
    const second = await far.send('CapNhatKQGiaiQuyet', aDecision(caseId, { NgayBanHanh: '03/06/2024' }));
    expect(second.Id).not.toBe(decisionId);
  });

  it('adds or rejects repeated steps when the settings say so', async () => {
    const { caseId, decisionId } = await aRecordWithSteps();
    const enforcement = await far.send('CapNhatThiHanh', anEnforcement(caseId, decisionId));
    await setRepeat('add');
    expect((await far.send('CapNhatKQXuLy', aProcessing(caseId))).Id).toBe(caseId);
    expect((await far.send('CapNhatKQGiaiQuyet', aDecision(caseId))).Id).not.toBe(decisionId);
    expect((await far.send('CapNhatThiHanh', anEnforcement(caseId, decisionId))).Id).not.toBe(enforcement.Id);
    expect((await far.ledger()).slice(5).map(({ decision }) => decision)).toEqual(
      Array<string>(3).fill('recorded'),
    );
    await setRepeat('reject');
    const repeats = [
      await far.send('CapNhatKQXuLy', aProcessing(caseId)),
      await far.send('CapNhatGiaiQuyet', anAcceptance(caseId)),
      await far.send('CapNhatKQGiaiQuyet', aDecision(caseId)),
      await far.send('CapNhatThiHanh', anEnforcement(caseId, decisionId)),
    ];
    for (const { Message } of repeats) expect(Message).toContain('đã có');
  });

  async function setRepeat(repeat: string): Promise<void> {
    const methods = ['CapNhatKQXuLy', 'CapNhatGiaiQuyet', 'CapNhatKQGiaiQuyet', 'CapNhatThiHanh'];
    await far.controlJson('PUT', 'settings', {
      repeat: Object.fromEntries(methods.map((method) => [method, repeat])),
    });
  }
});
