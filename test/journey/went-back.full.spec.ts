import { expectAgreement, createdTwice } from './agreement';
import { MiniRoad } from './mini-road';
import { command, QUICK, quickWith, referenceOf } from './ways-out/way-out';

jest.setTimeout(120_000);

const ONLY_ADDS = quickWith([
  'CapNhatGiaiQuyet: { repeat: replace }',
  'CapNhatGiaiQuyet: { repeat: unknown }',
]);
const ACCEPTED = { ngay_thu_ly: '2026-03-10', han: '2026-05-10' };

const methodsOf = async (road: MiniRoad, ma: string): Promise<readonly string[]> =>
  (await road.delivered(ma)).map(({ method }) => method);

async function petitions(road: MiniRoad, prefix: string, count: number): Promise<void> {
  for (let at = 1; at <= count; at += 1) await road.petition(`${prefix}-${at}`);
}

describe('our own database, put back from a backup while the world went on', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open({ edit: ONLY_ADDS });
    await petitions(road, 'OLD', 3);
    await road.converge();
    const backup = await road.backUp();
    // Known before, accepted since; and petitions nobody had heard of at the time of the backup.
    await road.change('OLD-1', ACCEPTED);
    await road.change('OLD-2', { noi_dung: 'Nội dung đã được đơn vị bổ sung sau khi sao lưu.' });
    await petitions(road, 'SINCE', 3);
    await road.converge();
    await road.putBack(backup);
    await backup.drop();
    await road.petition('NEW-1');
  });
  afterAll(() => road.close());

  it('is noticed before anything is sent, and stays so until two people accepted it', async () => {
    const before = await road.far.requests();
    expect(await road.converge()).toMatchObject({ converged: false, why: 'GW_T309' });
    // Code lists are asked for; nothing else.
    expect((await road.far.ledger()).some(({ reference }) => reference === 'NEW-1')).toBe(false);
    expect(await road.far.requests()).toBeGreaterThanOrEqual(before);
    await road.acceptRestore();
    await road.restart();
    expect(await road.converge()).toMatchObject({ converged: false, why: 'GW_N210' });
  });

  it('shows what the far side has that we do not know', async () => {
    const said = (await road.kntc('restoration', 'status')).lines.join('\n');
    expect(said).toMatch(/3\s+Hai phía cùng mã/u);
    expect(said).toMatch(/3\s+CSDLQG có, cổng không biết mã/u);
    expect(said).toMatch(/1\s+Chưa phía nào có/u);
    const listed = (await road.kntc('restoration', 'list')).lines.join('\n');
    expect(listed).toContain((await referenceOf(road, 'SINCE-1')) ?? 'no reference');
    expect(listed).not.toContain((await referenceOf(road, 'OLD-1')) ?? 'no reference');
  });

  it('is not signed for another difference than the one that was shown', async () => {
    const by = ['--actor', 'can-bo', '--approver', 'lanh-dao', '--reason', 'đã xem'];
    const { code, errors } = await road.kntc('restoration', 'sign-off', '--difference', '00000000', ...by);
    expect(code).toBe(1);
    expect(errors[0]).toBe(
      'Mã chênh lệch không phải mã hiện tại: kết quả đối chiếu đã thay đổi từ khi hai người xem.',
    );
  });

  it('goes on after the sign-off: nothing is created twice, nothing old is put over something newer', async () => {
    await road.signOff();
    await road.converge();
    expect(createdTwice(await road.far.ledger())).toEqual([]);
    expect(await road.standing('NEW-1')).toMatchObject({ class: 'confirmed' });
    for (const ma of ['SINCE-1', 'SINCE-2', 'SINCE-3', 'OLD-3'])
      expect([ma, (await road.standing(ma)).class]).toEqual([ma, 'confirmed']);
    // A change of what was confirmed waits for a person, as it did before the backup was put back.
    expect(await road.standing('OLD-2')).toMatchObject({ code: 'CORRECTION_NEEDS_DECISION' });
  });

  it('asks a person where a second time would add: the step stands there, and is not sent again', async () => {
    expect(await road.standing('OLD-1')).toMatchObject({ class: 'held', code: 'UNKNOWN_OUTCOME' });
    expect(await methodsOf(road, 'OLD-1')).toContain('CapNhatGiaiQuyet');
    const sent = (await methodsOf(road, 'OLD-1')).length;
    const [first] = await road.delivered('OLD-1');
    const reference = await referenceOf(road, 'OLD-1');
    const { operations } = road.gateway.parts;
    const answer = await operations.resolveWithId(
      reference,
      first?.caseId ?? '',
      command('Đã thấy trên CSDLQG.', 'lanh-dao'),
    );
    expect(answer).toMatchObject({ kind: 'done' });
    await road.converge();
    expect(await road.standing('OLD-1')).toMatchObject({ class: 'confirmed' });
    expect(await methodsOf(road, 'OLD-1')).toHaveLength(sent);
  });

  it('knows where it stands again: later steps need nobody', async () => {
    await road.change('SINCE-1', ACCEPTED);
    await road.converge();
    expect(await road.standing('SINCE-1')).toMatchObject({ class: 'confirmed' });
    expect(await methodsOf(road, 'SINCE-1')).toContain('CapNhatGiaiQuyet');
  });
});

describe('the far side, put back from a backup', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open({ edit: QUICK });
    await petitions(road, 'KEPT', 4);
    await road.converge();
    await road.far.backUp();
    await road.change('KEPT-1', ACCEPTED);
    await petitions(road, 'LOST', 8);
    await road.converge();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await road.stop();
    await road.far.putBack();
    await road.start();
    await road.petition('NEW-1');
  });
  afterAll(() => road.close());

  it('is noticed before anything is sent into it', async () => {
    expect(await road.converge()).toMatchObject({ converged: false, why: 'GW_N210' });
    expect((await road.far.ledger()).filter(({ decision }) => decision === 'created')).toHaveLength(4);
    expect(road.logLines.some((line) => line.includes('GW_N211'))).toBe(true);
    const said = (await road.kntc('restoration', 'status')).lines.join('\n');
    expect(said).toMatch(/8\s+Cổng có mã, CSDLQG không còn\s+tra cứu lần nữa rồi tạo lại/u);
    expect(said).toMatch(/4\s+Hai phía cùng mã/u);
  });

  it('gets back exactly what it lost, steps too, once two people signed', async () => {
    await road.signOff();
    expect(await road.converge()).toMatchObject({ converged: true, summary: { confirmed: 13, held: 0 } });
    expect(createdTwice(await road.far.ledger())).toEqual([]);
    expect(await methodsOf(road, 'KEPT-1')).toContain('CapNhatGiaiQuyet');
    await expectAgreement(road);
  });
});

describe('the local system, put back from a backup', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open({ edit: QUICK });
    await petitions(road, 'L', 3);
    await road.converge();
    await road.local.query('create table don_sao_luu as select * from don');
    await road.change('L-1', { tom_tat_xu_ly: 'Đã bổ sung tóm tắt xử lý.' });
    await road.petition('LATER-1');
    await road.converge();
    await road.local.query('delete from don');
    await road.local.query('insert into don select * from don_sao_luu');
    await road.local.query("update don set cap_nhat = cap_nhat - interval '1 day'");
  });
  afterAll(() => road.close());

  it('puts nothing old over something newer: what it would change waits for a person', async () => {
    const before = (await road.far.ledger()).length;
    await road.converge();
    expect((await road.far.ledger()).length).toBe(before);
    expect(await road.standing('L-1')).toMatchObject({ code: 'CORRECTION_NEEDS_DECISION' });
    expect(await road.standing('L-2')).toMatchObject({ class: 'confirmed' });
    expect(road.logLines.some((line) => line.includes('GW_S112'))).toBe(true);
    expect((await road.kntc('status')).lines.join('\n')).toContain('Nguồn mini quay về thời điểm cũ');
  });

  it('takes new petitions as ever, and what people decide', async () => {
    await road.petition('L-4');
    await road.converge();
    expect(await road.standing('L-4')).toMatchObject({ class: 'confirmed' });
    const reference = await referenceOf(road, 'L-1');
    const released = await road.gateway.parts.operations.release(
      reference,
      command('Số cũ là đúng.', 'lanh-dao'),
    );
    expect(released).toMatchObject({ kind: 'done' });
    await road.converge();
    expect(await road.standing('L-1')).toMatchObject({ class: 'confirmed' });
    await expectAgreement(road);
  });
});
