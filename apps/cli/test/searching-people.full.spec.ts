import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BY, ProvinceStaff } from './province-staff';
import { kntcReading, variablesOf, type Said } from './kntc';

const LAN = '052190001234';
const DENOUNCED = { name: 'Đỗ Văn Đơn', idNumber: '052060000111' };
const NOBODY = '052199999999';
const DENUNCIATION = { loai: 'tc', linh_vuc: 'TN', ngay_thu_ly: '2026-03-10', han: '2026-05-10' };

jest.setTimeout(180_000);

describe('who finds the cases of a person, once accounts decide', () => {
  let staff: ProvinceStaff;
  let complaint: string;
  let denunciation: string;
  beforeAll(async () => {
    staff = await ProvinceStaff.open();
    await staff.road.petition('KN-1', { cccd: LAN });
    await staff.road.petition('TC-1', {
      ...DENUNCIATION,
      cccd: LAN,
      bi_don: DENOUNCED.name,
      bi_don_cccd: DENOUNCED.idNumber,
    });
    await staff.road.converge();
    complaint = (await staff.road.standing('KN-1')).reference ?? '';
    denunciation = (await staff.road.standing('TC-1')).reference ?? '';
    await staff.applyPreset();
    await staff.linkHead();
  });
  afterAll(() => staff.close());

  const find = async (sought: string, actor: string, second?: string): Promise<Said> => {
    const who = ['--actor', actor, '--reason', 'xác minh đơn trùng'];
    const more = second === undefined ? [] : ['--denunciations', '--second-person', second];
    const said = await kntcReading(`${sought}\n`, variablesOf(staff.road), 'cases', 'find', ...who, ...more);
    staff.everything.push(said.out, said.err);
    return said;
  };
  const found = ({ out }: Said): readonly string[] => out.match(/MINI-\w+/g) ?? [];

  it('nobody by two names that are no accounts, and the try is on record', async () => {
    for (const second of [undefined, 'bạn tôi']) {
      const said = await find(LAN, 'kẻ lạ', second);
      expect(said).toMatchObject({ code: 1, err: expect.stringContaining('không phải tài khoản') });
      expect(found(said)).toEqual([]);
    }
    expect(await staff.audited(1)).toEqual([
      ['cases find', 'kẻ lạ (tên gõ, chưa xác minh)', 'bạn tôi (tên gõ, chưa xác minh)', 'refused'],
    ]);
  });

  it('an inspector alone outside of denunciations, with an approver in them too', async () => {
    expect(found(await find(LAN, 'thanh.tra'))).toEqual([complaint]);
    expect(new Set(found(await find(LAN, 'thanh.tra', 'lanh.dao')))).toEqual(
      new Set([complaint, denunciation]),
    );
    expect(await staff.audited(1)).toEqual([
      ['cases find', 'thanh.tra (tài khoản, chưa xác minh)', 'lanh.dao (tài khoản, chưa xác minh)', 'done'],
    ]);
  });

  it.each([
    ['whoever only looks after queues', 'uy.quyen', undefined],
    ['the administrator', 'cntt', undefined],
    ['an inspector with the auditor', 'thanh.tra', 'an.toan'],
  ])('not %s: who may is said', async (_who, actor, second) => {
    const said = await find(LAN, actor, second);
    expect(said).toMatchObject({
      code: 1,
      err: expect.stringContaining('Ai được làm: Một người có vai trò'),
    });
    expect(found(said)).toEqual([]);
  });

  describe('one of the two must not know of the case', () => {
    const answers = async () => [
      await find(DENOUNCED.idNumber, 'thanh.tra', 'lanh.dao'),
      await find(NOBODY, 'thanh.tra', 'lanh.dao'),
    ];

    it('the denounced one, whose account is known: it is not found, as if it were not there', async () => {
      expect(found((await answers())[0] as Said)).toEqual([denunciation]);
      const person = staff.file('bi-don.txt', `${DENOUNCED.idNumber}\n${DENOUNCED.name}\n`);
      const who = ['--account', 'thanh.tra', '--agency', 'ttt', '--position', 'officer'];
      expect(await staff.cli('access', 'link', ...who, '--person-file', person, ...BY)).toMatchObject({
        code: 0,
      });
      const [barred, absent] = await answers();
      expect(barred).toEqual(absent);
      expect(found(await find(LAN, 'thanh.tra', 'lanh.dao'))).toEqual([complaint]);
      const [one, other] = await staff.audited(2);
      expect(one).toEqual(other);
    });

    it('the second person, by an exclusion on record', async () => {
      expect(found(await find(LAN, 'lanh.dao'))).toEqual([complaint]);
      expect(await staff.cli('access', 'exclude', complaint, '--account', 'lanh.dao', ...BY)).toMatchObject({
        code: 0,
      });
      expect(found(await find(LAN, 'thanh.tra', 'lanh.dao'))).toEqual([]);
      expect(found(await find(LAN, 'lanh.dao'))).toEqual([]);
      expect(found(await find(LAN, 'thanh.tra'))).toEqual([complaint]);
    });
  });

  it('nobody without proof, where the province asks for it', async () => {
    const settings = join(staff.road.configDir, 'access.yaml');
    const before = readFileSync(settings, 'utf8');
    writeFileSync(settings, before.replace('requireProof: false', 'requireProof: true'));
    expect((await find(LAN, 'thanh.tra')).err).toContain('mã cá nhân');
    const token = staff.file('ma-thanh-tra', `${await staff.tokenOf('thanh.tra', 'person.prove')}\n`);
    const who = ['--actor', 'thanh.tra', '--reason', 'xác minh', '--token-file', token];
    const proved = await kntcReading(`${LAN}\n`, variablesOf(staff.road), 'cases', 'find', ...who);
    expect(found(proved)).toEqual([complaint]);
    writeFileSync(settings, before);
  });
});
