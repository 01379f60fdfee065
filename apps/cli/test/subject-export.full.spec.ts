import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MiniRoad } from '../../../test/journey/mini-road';
import { kntcReading, parsed, variablesOf, type Said } from './kntc';

const LAN = 'họ tên: Đặng Thị Lan\nsố giấy tờ: 052190001234\n';
const BA = 'họ tên: Lê Văn Ba\nsố giấy tờ: 052081000999\n';
const STRANGER = 'họ tên: Phan Thị Lạ\nsố giấy tờ: 052199999999\n';
const LAN_COLUMNS = {
  ho_ten: 'ĐẶNG THỊ LAN',
  cccd: '052190001234',
  dien_thoai: '0905123456',
  dia_chi: 'Thôn Của Lan',
};
const DENUNCIATION = { loai: 'tc', linh_vuc: 'TN', ngay_thu_ly: '2026-03-10', han: '2026-05-10' };
/** Words of everybody and everything else in the cases of Lan. */
const OTHERS =
  /Lê Văn Ba|052081000999|0911000222|Xóm Của Ba|Trần Văn Luật|052070000777|Cán Bộ Hoà|Phạm Văn Bị|Chủ tịch xã|Nội dung riêng|Tóm tắt riêng/i;
const PAPER = ['--document-no', '12/ĐN', '--received', '2026-11-20', '--due', '2026-11-30'];
const CHECKED = [
  '--verified-by',
  'Chị Tiếp',
  '--verified-how',
  'căn cước tại bàn tiếp dân',
  '--actor',
  'Lan Tiếp Dân',
];

jest.setTimeout(240_000);

describe('an export for a data subject', () => {
  let road: MiniRoad;
  const folder = mkdtempSync(join(tmpdir(), 'kntc-subject-'));
  let number = 0;
  beforeAll(async () => {
    road = await MiniRoad.open();
    await road.petition('KN-1', {
      ...LAN_COLUMNS,
      ho_ten_2: 'Lê Văn Ba',
      cccd_2: '052081000999',
      dien_thoai_2: '0911000222',
      dia_chi_2: 'Xóm Của Ba',
      so_nguoi: '2',
      loai_nguoi: 'dn',
      uq_ho_ten: 'Trần Văn Luật',
      uq_cccd: '052070000777',
      can_bo: 'Cán Bộ Hoà',
      bi_don: 'Phạm Văn Bị',
      bi_don_chuc_vu: 'Chủ tịch xã',
      noi_dung: 'Nội dung riêng nói về Lê Văn Ba.',
      tom_tat_xu_ly: 'Tóm tắt riêng.',
    });
    await road.petition('TC-1', {
      ...DENUNCIATION,
      ...LAN_COLUMNS,
      bi_don: 'Lê Văn Ba',
      bi_don_cccd: '052081000999',
    });
    await road.converge();
  });
  afterAll(async () => {
    await road.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (input: string, ...argv: readonly string[]): Promise<Said> =>
    kntcReading(input, variablesOf(road), 'subject', ...argv);
  const newFile = (): string => join(folder, `ket-qua-${(number += 1)}`);
  const exported = async (who: string, ...more: readonly string[]) => {
    const path = newFile();
    const said = await run(who, 'export', ...PAPER, ...CHECKED, '--out', path, ...more);
    return { said, path, text: existsSync(path) ? readFileSync(path, 'utf8') : '' };
  };
  const granted = async (who: string, ...more: readonly string[]) => {
    const { id } = parsed(await run(who, 'export', ...PAPER, ...CHECKED, '--denunciations', '--json')) as {
      id: string;
    };
    expect(await run('', 'approve', id, '--actor', 'Trưởng phòng Hùng')).toMatchObject({ code: 0 });
    const path = newFile();
    const said = await run(who, 'export', '--request', id, '--actor', 'Lan Tiếp Dân', '--out', path, ...more);
    return { said, text: readFileSync(path, 'utf8'), path };
  };
  const audit = async (): Promise<readonly string[]> => {
    const { rows } = await road.own.query<{ line: string }>(
      "select concat_ws(' | ', action, target, actor, approver, reason, result) as line from audit_entry where action like 'subject%' order by seq",
    );
    return rows.map(({ line }) => line);
  };

  it('says what is held of the person in which case, and nothing of anybody else', async () => {
    const { said, text, path } = await exported(LAN);
    expect(said).toMatchObject({ code: 0, out: expect.stringContaining('1 hồ sơ') });
    const { reference } = await road.standing('KN-1');
    for (const word of [
      'Khiếu nại',
      'Sổ đơn thử nghiệm',
      'KN-1',
      reference ?? '',
      'ĐẶNG THỊ LAN',
      '052190001234',
    ])
      expect(text).toContain(word);
    for (const word of [
      '0905123456',
      'Thôn Của Lan',
      'Người khiếu nại',
      '02/03/2026',
      'Thanh tra tỉnh',
      'kết quả xử lý',
    ])
      expect(text).toContain(word);
    expect(text).toContain(
      'Nội dung đơn, tóm tắt xử lý, kết quả giải quyết và tệp đính kèm không có trong bản này',
    );
    expect(text).not.toMatch(OTHERS);
    expect(text).not.toContain('TC-1');
    expect(text).not.toMatch(/<script|http:|https:|src=|onerror/i);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(said.out + said.err).not.toMatch(/Lan\b.*052|052190001234|Thôn Của Lan/);
  });

  it('goes to the other petitioner with the same case and their own fields only', async () => {
    const { text } = await exported(BA);
    expect(text).toContain('Xóm Của Ba');
    expect(text).not.toMatch(/ĐẶNG THỊ LAN|052190001234|0905123456|Thôn Của Lan/i);
  });

  it('is the same for programs', async () => {
    const { text, said } = await exported(LAN, '--json');
    expect(JSON.parse(text)).toMatchObject({
      count: 1,
      cases: [{ localKey: 'KN-1', roles: [{ role: 'Người khiếu nại' }] }],
    });
    expect(parsed(said)).toMatchObject({ cases: 1, doubtful: 0 });
    expect(text).not.toMatch(OTHERS);
  });

  it('answers the denounced byte for byte as a stranger, also where denunciations are looked through', async () => {
    await road.petition('TC-2', {
      ...DENUNCIATION,
      ho_ten: 'Võ Thị Mật',
      bi_don: 'Đỗ Văn Đơn',
      bi_don_cccd: '052060000111',
    });
    await road.converge();
    expect(await road.standing('TC-2')).toMatchObject({ class: 'confirmed' });
    const denounced = 'họ tên: Đỗ Văn Đơn\nsố giấy tờ: 052060000111\n';
    for (const ask of [exported, granted]) {
      const [one, other] = [await ask(denounced), await ask(STRANGER)];
      expect(one.text).toBe(other.text);
      expect(one.said.out.replace(one.path, '')).toBe(other.said.out.replace(other.path, ''));
      expect(one.said).toMatchObject({ code: 0, err: '' });
      expect(one.text).toContain('không tìm thấy dữ liệu nào');
    }
  });

  it('shows a denunciation to the denouncer alone, after a second person agreed, with what left and by which document', async () => {
    const { text } = await granted(LAN);
    const { reference } = await road.standing('TC-1');
    expect(text).toContain(reference);
    expect(text).toContain('Người tố cáo');
    expect(text).toContain('không gửi danh tính; chỉ gửi số người và tỉnh');
    expect(text).toContain('văn bản 01/QĐ-TT ngày 05/01/2026');
    expect(text).not.toMatch(/Lê Văn Ba|052081000999/);
    expect(text.match(/Lập bản xuất theo yêu cầu của chính người này/g)?.length).toBeGreaterThan(1);
  });

  it('needs the second person for denunciations: not the first one, and for this person only', async () => {
    const { id } = parsed(await run(LAN, 'export', ...PAPER, ...CHECKED, '--denunciations', '--json')) as {
      id: string;
    };
    const path = newFile();
    const again = ['export', '--request', id, '--actor', 'Lan Tiếp Dân', '--out', path];
    expect((await run(LAN, ...again)).err).toContain('chưa được người thứ hai duyệt');
    expect((await run('', 'approve', id, '--actor', ' LAN  tiếp dân ')).err).toContain('cùng một người');
    expect(await run('', 'approve', id, '--actor', 'Trưởng phòng Hùng')).toMatchObject({ code: 0 });
    expect((await run(STRANGER, ...again)).err).toContain('không phải người của yêu cầu');
    expect(existsSync(path)).toBe(false);
    expect(await run(LAN, ...again)).toMatchObject({ code: 0 });
    expect((await run(LAN, ...again.slice(0, -1), newFile())).err).toContain('đã kết thúc');
  });

  it('never overwrites, follows no link, and records nothing when it cannot write', async () => {
    const before = await audit();
    const path = newFile();
    writeFileSync(path, 'cũ');
    const link = newFile();
    symlinkSync(join(folder, 'nơi-khác'), link);
    for (const out of [path, link, join(folder, 'không-có', 'tệp')]) {
      const said = await run(LAN, 'export', ...PAPER, ...CHECKED, '--out', out);
      expect(said).toMatchObject({ code: 1, err: expect.stringMatching(/Đã có tệp|Không tạo được tệp/) });
    }
    expect(readFileSync(path, 'utf8')).toBe('cũ');
    expect(existsSync(join(folder, 'nơi-khác'))).toBe(false);
    expect(await audit()).toEqual(before);
  });

  it('takes the person from standard input or a file, whole, and repeats nothing of it', async () => {
    const file = newFile();
    writeFileSync(file, LAN);
    expect(await exported('', '--identity', file)).toMatchObject({ said: { code: 0 } });
    for (const input of ['', 'Đặng Thị Lan', 'họ tên: Đặng Thị Lan', `${LAN}email: x@example.vn`]) {
      const { said } = await exported(input);
      expect(said).toMatchObject({ code: 2, err: expect.stringContaining('Chưa rõ người yêu cầu') });
      expect(said.err).not.toContain('Đặng Thị');
    }
    expect((await exported('họ tên: Đặng Thị Lan\nđiện thoại: 0911000222\n')).said.out).toContain(
      '1 chỗ trùng số',
    );
  });

  it('holds more cases than a page, each once', async () => {
    for (let at = 0; at < 60; at += 1)
      await road.petition(`NHIEU-${at}`, { ho_ten: 'Cao Thị Nhiều', cccd: '052185000555' });
    await road.converge();
    const { text } = await exported('họ tên: Cao Thị Nhiều\nsố giấy tờ: 052185000555\n', '--json');
    const { cases, count } = JSON.parse(text) as { cases: { localKey: string }[]; count: number };
    expect(count).toBe(60);
    expect(new Set(cases.map(({ localKey }) => localKey)).size).toBe(60);
  });

  it('is on the audit before anything is shown, with the document and the cases, without a value', async () => {
    const lines = await audit();
    const { reference } = await road.standing('TC-1');
    expect(lines).toContain(
      'subject search | no denunciations | Lan Tiếp Dân (tên gõ, chưa xác minh) | 12/ĐN | done',
    );
    expect(lines).toContain(
      `subject export | ${reference} | Lan Tiếp Dân (tên gõ, chưa xác minh) | Trưởng phòng Hùng | 12/ĐN | done`,
    );
    expect(lines.join('\n')).not.toMatch(/Đặng|052190|0905|Thôn/i);
    const { rows } = await road.own.query("select * from subject_request where state = 'done'");
    expect(JSON.stringify(rows)).not.toMatch(/Đặng|052190|0905|Thôn/i);
    expect(rows.every((row: { subject_digest: string | null }) => row.subject_digest === null)).toBe(true);
  });
});
