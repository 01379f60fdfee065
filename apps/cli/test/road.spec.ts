import { randomUUID } from 'node:crypto';
import { MiniRoad } from '../../../test/journey/mini-road';
import { kntc, parsed, variablesOf } from './kntc';
import type { Said } from './kntc';

const WHO = ['--actor', 'Cán bộ Lan', '--reason', 'Đã xem hồ sơ'];
const APPROVED = [...WHO, '--approver', 'Trưởng phòng Hùng'];
const NAME = 'Trịnh Thị Không Được Lộ';
const DENUNCIATION = { loai: 'tc', linh_vuc: 'TN', ngay_thu_ly: '2026-03-10', han: '2026-05-10' };
const GUID = '3f2b8c1e-0d4a-4c57-9a63-5b1e7f0c2d94';

interface Status {
  readonly classes: Readonly<Record<string, number>>;
  readonly causes: readonly { readonly code: string }[];
}

interface Page {
  readonly items: readonly { readonly reference: string; readonly localKey: string }[];
  readonly next: string | null;
}

function pageOf(said: Said): Page {
  return parsed(said) as Page;
}

jest.setTimeout(120_000);

describe('the command line beside a small province', () => {
  let road: MiniRoad;
  const everything: string[] = [];

  beforeAll(async () => {
    road = await MiniRoad.open({
      withPolicy: false,
      // A district in the place of the province: a code of the right list, which the far side refuses.
      edit: { 'crosswalks/mini.yaml': [['BD: { to: "507" }', 'BD: { to: "507" }, QN: { to: "50701" }']] },
    });
    await road.petition('OK-1', { ho_ten: NAME });
    await road.petition('OK-2', { ho_ten: NAME, noi_dung: 'Đề nghị xem lại ranh giới.' });
    await road.petition('DUP', { ho_ten: NAME, noi_dung: 'Đề nghị xem lại ranh giới.' });
    await road.petition('REJ-1', { ho_ten: NAME, tinh: 'QN' });
    await road.petition('REJ-2', { ho_ten: NAME, tinh: 'QN' });
    await road.petition('TC-1', { ho_ten: NAME, ...DENUNCIATION });
    await road.petition('OLD', { ho_ten: NAME, ngay_nhan: '2015-03-02', ngay_xu_ly: '2015-03-05' });
    await road.petition('BAD', { ho_ten: NAME, ngay_nhan: '31/02' });
    await road.converge();
  });
  afterAll(() => road.close());

  async function run(...argv: readonly string[]): Promise<Said> {
    const said = await kntc(variablesOf(road), ...argv);
    everything.push(said.out, said.err);
    return said;
  }

  async function reference(ma: string): Promise<string> {
    return (await road.standing(ma)).reference ?? '';
  }

  it('tells where everything stands', async () => {
    const status = parsed(await run('status', '--json')) as Status;
    expect(status.classes).toMatchObject({ confirmed: 2, held: 3, waiting: 1, quarantined: 2 });
    expect(status.causes.map(({ code }) => code)).toContain('NO_IDENTITY_POLICY');
    expect((await run('status')).out).toContain('tạm dừng, chờ ý kiến');
  });

  it('finds everything in order when it is', async () => {
    const said = await run('doctor');
    expect(said.out).not.toContain('✗');
    expect(said.code).toBe(0);
    expect(said.out).toMatch(/✓ CSDLQG: simulator:.*danh mục 13 có \d+ mục/);
    expect(said.out).toMatch(/✓ Tệp khoá/);
  });

  it('pages through holds', async () => {
    const first = pageOf(await run('holds', 'list', '--limit', '2', '--json'));
    expect(first.items).toHaveLength(2);
    const second = pageOf(await run('holds', 'list', '--limit', '2', '--cursor', first.next ?? '', '--json'));
    expect(second).toMatchObject({ items: [{ localKey: 'REJ-2' }], next: null });
    const rejected = pageOf(await run('holds', 'list', '--code', 'rejected', '--json'));
    expect(rejected.items.map(({ localKey }) => localKey)).toEqual(['REJ-1', 'REJ-2']);
  });

  it('shows a hold with its message, attempts and way out', async () => {
    const said = await run('holds', 'show', await reference('REJ-1'));
    expect(said.out).toContain('MaTinh');
    expect(said.out).toContain('bị từ chối');
    expect(said.out).toContain('kntc holds release');
  });

  it('refuses what does not fit the hold, and says why', async () => {
    const wrong = await run('holds', 'resolve', await reference('REJ-1'), ...APPROVED, '--not-there');
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('không dùng cho lý do tạm dừng') });
    expect(wrong.err.split('\n')).toHaveLength(3);
    const unheld = await run('holds', 'release', await reference('OK-1'), ...WHO, '--json');
    expect(unheld.code).toBe(1);
    expect(parsed(unheld)).toMatchObject({ result: 'refused', why: 'not-held' });
    expect(await run('holds', 'release', 'MINI-0000000000000', ...WHO)).toMatchObject({ code: 1 });
  });

  it('releases a duplicate once under one key', async () => {
    const key = randomUUID();
    const args = ['holds', 'release', await reference('DUP'), ...WHO, '--key', key, '--json'];
    expect(parsed(await run(...args))).toMatchObject({ result: 'done', idempotencyKey: key });
    const again = await run(...args);
    expect(again.code).toBe(0);
    expect(parsed(again)).toMatchObject({ result: 'repeated' });
    const other = await run('holds', 'keep', await reference('DUP'), ...WHO, '--key', key);
    expect(other).toMatchObject({ code: 1, err: expect.stringContaining('đã dùng cho lệnh khác') });
    await road.converge();
    expect(await road.standing('DUP')).toMatchObject({ class: 'confirmed' });
  });

  it('releases all rejected records one by one, and never sends by itself', async () => {
    const sent = (await road.far.ledger()).length;
    const args = ['holds', 'release', '--code', 'REJECTED', '--all', ...WHO, '--key', 'once', '--json'];
    expect(parsed(await run(...args))).toMatchObject({ released: 2, skipped: [] });
    expect((await road.far.ledger()).length).toBe(sent);
    const { rows } = await road.own.query("select reason from operation where idempotency_key like 'once:%'");
    expect(rows).toEqual([{ reason: 'Đã xem hồ sơ' }, { reason: 'Đã xem hồ sơ' }]);
    await road.converge();
    expect(await road.standing('REJ-1')).toMatchObject({ class: 'held', code: 'REJECTED' });
    const again = await run(...args);
    expect(again.code).toBe(0);
    expect(parsed(again)).toMatchObject({ released: 0, skipped: [{ result: 'repeated' }, {}] });
  });

  it('makes records due for a re-sync, each under a key of its own', async () => {
    const said = await run('resync', await reference('OK-1'), await reference('OK-2'), ...WHO, '--json');
    expect(said.code).toBe(0);
    expect(parsed(said)).toMatchObject({ items: [{ result: 'done' }, { result: 'done' }] });
    const before = (await road.far.ledger()).length;
    await road.converge();
    expect((await road.far.ledger()).length).toBe(before);
  });

  it('takes the finding of a person for an unknown outcome', async () => {
    const ref = await reference('REJ-2');
    await road.own.query(
      "update outbox set hold_code = 'UNKNOWN_OUTCOME' where national_record_id = (select id from national_record where reference = $1)",
      [ref],
    );
    const alone = await run('holds', 'resolve', ref, ...WHO, '--not-there');
    expect(alone).toMatchObject({ code: 1, err: expect.stringContaining('hai người') });
    const { rows } = await road.own.query<{ national_id: string }>(
      'select national_id from national_record where national_id is not null limit 1',
    );
    const taken = await run(
      'holds',
      'resolve',
      ref,
      ...APPROVED,
      '--national-id',
      rows[0]?.national_id ?? '',
    );
    expect(taken).toMatchObject({ code: 1, err: expect.stringContaining('thuộc một hồ sơ khác') });
    expect(await run('holds', 'resolve', ref, ...APPROVED, '--national-id', GUID)).toMatchObject({ code: 0 });
  });

  it('lists quarantine with sentences and takes the decision of a person', async () => {
    const page = await run('quarantine', 'list', '--json');
    expect(page.out).toContain('Không đọc được ngày');
    const open = pageOf(await run('quarantine', 'list', '--code', 'BEFORE_START_OPEN', '--json'));
    expect(open.items.map(({ localKey }) => localKey)).toEqual(['OLD']);
    expect(await run('quarantine', 'decide', 'mini', 'BAD', ...WHO, '--include')).toMatchObject({ code: 1 });
    expect(await run('quarantine', 'decide', 'mini', 'OLD', ...WHO, '--exclude')).toMatchObject({ code: 0 });
    await road.converge();
    expect(await road.standing('OLD')).toMatchObject({ class: 'outOfScope' });
  });

  it('records a policy, which counts for nothing until another person confirmed it', async () => {
    const policy = ['policy', 'record', '--policy', 'withheld', '--document-no', '12/QĐ-TT'];
    const document = [...policy, '--document-date', '2026-01-05', '--signatory', 'Chánh Thanh tra'];
    const byLan = [...document, '--recorded-by', 'Lan'];
    expect((await run('policy', 'show')).out).toContain('1 đơn tố cáo đang chờ');
    expect(await run(...byLan, '--second-person', 'Hùng')).toMatchObject({ code: 2 });
    const tried = await run(...byLan, '--dry-run');
    expect(tried).toMatchObject({ code: 0, out: expect.stringContaining('- 1 đơn tố cáo đang chờ') });
    expect(parsed(await run('policy', 'show', '--json'))).toMatchObject({ policy: null, pending: null });

    expect(await run(...byLan)).toMatchObject({ code: 0, out: expect.stringContaining('chưa có hiệu lực') });
    expect(await run(...byLan)).toMatchObject({ code: 0 });
    const other = await run(...byLan.map((word) => (word === 'withheld' ? 'transmitted' : word)));
    expect(other).toMatchObject({ code: 1, err: expect.stringContaining('khác chờ xác nhận') });
    await road.converge();
    expect(await road.standing('TC-1')).toMatchObject({ code: 'NO_IDENTITY_POLICY' });

    const confirm = ['policy', 'confirm', '--document-no', '12/QĐ-TT', '--by'];
    const self = await run(...confirm, ' lan', '--yes');
    expect(self).toMatchObject({ code: 1, err: expect.stringContaining('cùng một người') });
    const seen = await run(...confirm, 'Hùng');
    expect(seen).toMatchObject({ code: 1, out: expect.stringContaining('- 1 đơn tố cáo đang chờ') });
    expect(parsed(await run('policy', 'show', '--json'))).toMatchObject({ policy: null });
    expect(await run(...confirm, 'Hùng', '--yes')).toMatchObject({ code: 0 });
    expect(await run(...confirm, 'Hùng', '--yes')).toMatchObject({
      code: 0,
      out: expect.stringContaining('từ trước'),
    });
    expect(parsed(await run('policy', 'show', '--json'))).toMatchObject({
      policy: { documentDate: '2026-01-05', recordedBy: 'Lan', secondPerson: 'Hùng' },
      pending: null,
    });
    await road.converge();
    expect(await road.standing('TC-1')).toMatchObject({ class: 'confirmed' });
  });

  it('checks and previews the source without touching it', async () => {
    const check = await run('sources', 'check', 'mini');
    expect(check).toMatchObject({ code: 0, out: expect.stringContaining('mini: ') });
    const preview = parsed(await run('sources', 'preview', 'mini', '--limit', '3', '--json'));
    expect(preview).toMatchObject({ source: 'mini', records: [{}, {}, {}] });
    expect((await run('sources', 'preview', 'mini')).out).toContain('receivedDate (Ngày tiếp nhận)');
    expect((await run('sources', 'list')).out).toContain('đang đọc');
    const gone = await run('sources', 'confirm-gone', 'mini', ...WHO);
    expect(gone).toMatchObject({ code: 1 });
    expect(gone.err).toContain('không có hồ sơ nào chờ xác nhận');
    expect((await run('sources', 'confirm-gone', 'khong-co', ...WHO)).err).toContain('chưa biết nguồn này');
    expect(await run('sources', 'check', 'mni')).toMatchObject({
      code: 2,
      err: expect.stringContaining('«mini»'),
    });
  });

  it('lists the crosswalk with national names', async () => {
    const { items } = parsed(await run('crosswalk', 'list', '--list', '2', '--source', 'mini', '--json')) as {
      readonly items: readonly { readonly nationalName: string | null }[];
    };
    expect(items).toHaveLength(2);
    expect(items.every(({ nationalName }) => nationalName !== null)).toBe(true);
  });

  describe('asked for the audit', () => {
    it('names who did what, with whose approval and why, the refused too', async () => {
      const said = await run('audit', 'list', '--limit', '500');
      expect(said.out).toContain(
        'Cán bộ Lan (tên gõ, chưa xác minh), duyệt: Trưởng phòng Hùng (tên gõ, chưa xác minh). Lý do: Đã xem hồ sơ',
      );
      expect(said.out).toMatch(/sources confirm-gone mini → bị từ chối/);
      const { items, next } = parsed(await run('audit', 'list', '--limit', '1', '--json')) as {
        readonly items: readonly { readonly seq: number }[];
        readonly next: number;
      };
      expect(next).toBe(items[0]?.seq);
    });

    it('says of a look who and what, without a reason that nobody gave', async () => {
      const { reading } = road.gateway.parts.people;
      const by: Parameters<typeof reading.one>[1] = {
        accountId: '00000000-0000-4000-8000-000000000000',
        login: 'lan.tt',
        roles: ['inspector'],
        agencies: 'all',
        via: 'local',
        authenticatedAt: '2026-11-26T08:00:00.000Z',
      };
      await reading.one('MINI-0000000000000', by);
      await reading.page('records held', by, async () => []);
      const { out } = await run('audit', 'list', '--limit', '2');
      expect(out).toMatch(/case read MINI-0000000000000 → không có, hoặc không được thấy\n {4}lan\.tt$/m);
      expect(out).toMatch(/list read records held → đã làm\n {4}lan\.tt\. Số dòng: 0$/m);
    });

    it('finds it whole, and says where it is not after somebody was at the database', async () => {
      const whole = parsed(await run('audit', 'verify', '--json')) as { readonly entries: number };
      expect(whole).toMatchObject({ isWhole: true, findings: [] });
      expect(whole.entries).toBeGreaterThan(5);
      await road.own.query('alter table audit_entry disable trigger all');
      await road.own.query("update audit_entry set approver = 'Giám đốc' where seq = 2");
      await road.own.query('delete from audit_entry where seq = (select max(seq) from audit_entry)');
      const said = await run('audit', 'verify');
      expect(said.code).toBe(1);
      expect(said.out).toMatch(/KHÔNG nguyên vẹn: 2 chỗ/);
      expect(said.out).toMatch(/dòng 2: nội dung dòng này/);
      expect(said.out).toMatch(/phần cuối bị cắt/);
    });

    it('does nothing that it could not put on record', async () => {
      const nowhere = { ...variablesOf(road), KNTC_AUDIT_WITNESS: '/dev/null/nowhere' };
      const said = await kntc(nowhere, 'resync', await reference('OK-1'), ...WHO);
      expect(said).toMatchObject({ code: 1, err: expect.stringContaining('GW_T304') });
    });
  });

  it('has said nothing personal in all of this', () => {
    expect(everything.length).toBeGreaterThan(50);
    expect(everything.join('\n')).not.toMatch(/Trịnh|Không Được Lộ|Đề nghị xem/);
  });
});
