import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BY, ProvinceStaff } from './province-staff';
import { kntcReading, parsed, variablesOf, type Said } from './kntc';

const LAN = { name: 'Đặng Thị Lan', idNumber: '052190001234' };
const DENOUNCED = { name: 'Đỗ Văn Đơn', idNumber: '052060000111' };
const WHO_ASKS = `họ tên: ${LAN.name}\nsố giấy tờ: ${LAN.idNumber}\n`;
const STRANGER = 'họ tên: Phan Thị Lạ\nsố giấy tờ: 052199999999\n';
const DENUNCIATION = { loai: 'tc', linh_vuc: 'TN', ngay_thu_ly: '2026-03-10', han: '2026-05-10' };
const PAPER = ['--document-no', '12/ĐN', '--received', '2026-11-20', '--due', '2026-11-30'];
const CHECKED = ['--verified-by', 'Chị Tiếp', '--verified-how', 'căn cước'];
const NO_ACCOUNT = { code: 1, err: expect.stringContaining('không phải tài khoản') as unknown };

jest.setTimeout(240_000);

describe('requests of data subjects, once accounts decide', () => {
  let staff: ProvinceStaff;
  let complaint: string;
  let denunciation: string;
  const folder = mkdtempSync(join(tmpdir(), 'kntc-subjects-'));
  let number = 0;
  beforeAll(async () => {
    staff = await ProvinceStaff.open();
    const own = { ho_ten: LAN.name, cccd: LAN.idNumber };
    await staff.road.petition('KN-1', own);
    const denounced = { bi_don: DENOUNCED.name, bi_don_cccd: DENOUNCED.idNumber };
    await staff.road.petition('TC-1', { ...DENUNCIATION, ...own, ...denounced });
    await staff.road.converge();
    complaint = (await staff.road.standing('KN-1')).reference ?? '';
    denunciation = (await staff.road.standing('TC-1')).reference ?? '';
    await staff.applyPreset();
  });
  afterAll(async () => {
    await staff.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const subject = async (input: string, ...argv: readonly string[]): Promise<Said> => {
    const said = await kntcReading(input, variablesOf(staff.road), 'subject', ...argv);
    staff.everything.push(said.out, said.err);
    return said;
  };
  const newFile = (): string => join(folder, `ket-qua-${(number += 1)}`);
  const propose = (actor: string, who = WHO_ASKS): Promise<Said> =>
    subject(who, 'export', ...PAPER, ...CHECKED, '--actor', actor, '--denunciations', '--json');
  const proposed = async (who = WHO_ASKS): Promise<string> =>
    (parsed(await propose('thanh.tra', who)) as { id: string }).id;
  const approve = (id: string, actor: string): Promise<Said> => subject('', 'approve', id, '--actor', actor);
  const exported = async (actor: string, who = WHO_ASKS, ...request: readonly string[]) => {
    const path = newFile();
    const rest = request.length > 0 ? request : [...PAPER, ...CHECKED];
    const said = await subject(who, 'export', ...rest, '--actor', actor, '--out', path);
    return { said, path, text: existsSync(path) ? readFileSync(path, 'utf8') : undefined };
  };

  it('invented names record, approve and export nothing, and no file is left', async () => {
    expect(await propose('kẻ lạ')).toMatchObject(NO_ACCOUNT);
    const id = await proposed();
    expect(await approve(id, 'bạn kẻ lạ')).toMatchObject(NO_ACCOUNT);
    expect(await staff.audited(1)).toEqual([
      ['subject approve', 'thanh.tra', 'bạn kẻ lạ (tên gõ, chưa xác minh)', 'no-account'],
    ]);
    for (const request of [[], ['--request', id]]) {
      const { said, text } = await exported('kẻ lạ', WHO_ASKS, ...request);
      expect(said.code).toBe(1);
      expect(text).toBeUndefined();
    }
    for (const verb of ['correct', 'record']) {
      const kind = verb === 'record' ? ['--kind', 'objection'] : [];
      const words = [verb, complaint, '--field', 'phone', ...kind, ...PAPER, ...CHECKED, '--actor', 'kẻ lạ'];
      expect(await subject('', ...words)).toMatchObject(NO_ACCOUNT);
    }
    const close = ['close', id, '--outcome', 'withdrawn', '--reason', '20/TL', '--actor', 'kẻ lạ'];
    expect(await subject('', ...close)).toMatchObject(NO_ACCOUNT);
    expect((await subject('', 'list', '--actor', 'thanh.tra', '--json')).out).toContain('proposed');
  });

  it('an approval of before the accounts, by a name that is none, counts no longer', async () => {
    const id = await proposed();
    await staff.road.own.query(
      "update subject_request set state = 'open', approved_by = 'bạn kẻ lạ' where id = $1",
      [id],
    );
    const { said, text } = await exported('thanh.tra', WHO_ASKS, '--request', id);
    expect(said).toMatchObject(NO_ACCOUNT);
    expect(text).toBeUndefined();
  });

  it('an approver who is neither head nor delegate agrees to no denunciation', async () => {
    const said = await approve(await proposed(), 'lanh.dao');
    expect(said.err).toContain('Chỉ người đứng đầu cơ quan');
    expect(said.err).toContain('Ai được làm:');
  });

  it('the head does, for an inspector; nobody else, and nobody who only looks after queues', async () => {
    await staff.linkHead();
    const id = await proposed();
    expect((await approve(id, 'cntt')).err).toContain('không có quyền');
    expect((await approve(id, 'thanh.tra')).err).toContain('cùng một người');
    expect(await approve(id, 'lanh.dao')).toMatchObject({ code: 0 });
    expect((await exported('uy.quyen', WHO_ASKS, '--request', id)).said.err).toContain('không có quyền');
    const { said, text } = await exported('thanh.tra', WHO_ASKS, '--request', id);
    expect(said).toMatchObject({ code: 0 });
    expect(text).toContain(complaint);
    expect(text).toContain(denunciation);
    expect((await staff.audited(1))[0]?.slice(0, 3)).toEqual([
      'subject export',
      'thanh.tra (tài khoản, chưa xác minh)',
      'lanh.dao',
    ]);
  });

  it('the head of another agency opens none of this one: the answer is that of nothing there', async () => {
    await staff.road.own.query("update account_person set agency_id = 'ubnd-khac'");
    const id = await proposed();
    expect(await approve(id, 'lanh.dao')).toMatchObject({ code: 0 });
    const { text } = await exported('thanh.tra', WHO_ASKS, '--request', id);
    expect(text).toContain(complaint);
    expect(text).not.toContain(denunciation);
    await staff.road.own.query("update account_person set agency_id = 'ttt'");
  });

  it('whoever must not know of a case exports, corrects and closes nothing of it, as if it were not there', async () => {
    const asked = ['--field', 'phone', ...PAPER, ...CHECKED, '--actor', 'thanh.tra'];
    const recorded = parsed(await subject('', 'correct', denunciation, ...asked, '--json')) as { id: string };
    const person = staff.file('bi-don.txt', `${DENOUNCED.idNumber}\n${DENOUNCED.name}\n`);
    const who = ['--account', 'thanh.tra', '--agency', 'ttt', '--position', 'officer'];
    await staff.cli('access', 'link', ...who, '--person-file', person, ...BY);

    const id = await proposed();
    expect(await approve(id, 'lanh.dao')).toMatchObject({ code: 0 });
    const { text } = await exported('thanh.tra', WHO_ASKS, '--request', id);
    expect(text).toContain(complaint);
    expect(text).not.toContain(denunciation);

    const absent = await subject('', 'correct', 'MINI-0000000000000', ...asked);
    expect(await subject('', 'correct', denunciation, ...asked)).toEqual(absent);
    const end = ['--outcome', 'withdrawn', '--reason', '20/TL', '--actor', 'thanh.tra'];
    const nothing = await subject('', 'close', '00000000-0000-4000-8000-000000000000', ...end);
    expect(await subject('', 'close', recorded.id, ...end)).toEqual(nothing);
    const [one, other] = await staff.audited(2);
    expect(one).toEqual(other);

    await staff.cli('access', 'exclude', complaint, '--account', 'thanh.tra', ...BY);
    const [hidden, nobody] = [await exported('thanh.tra'), await exported('thanh.tra', STRANGER)];
    expect(hidden.text).toBe(nobody.text);
    expect(hidden.said.out.replace(hidden.path, '')).toBe(nobody.said.out.replace(nobody.path, ''));
  });

  it('nothing anybody read here names the person, and the audit is whole', async () => {
    expect(staff.everything.join('\n')).not.toContain(LAN.name);
    expect(await staff.cli('audit', 'verify')).toMatchObject({ code: 0 });
  });
});
