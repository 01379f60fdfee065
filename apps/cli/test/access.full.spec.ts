import { BY, PETITIONER_NAME, ProvinceStaff, TYPED } from './province-staff';
import { parsed, type Said } from './kntc';

jest.setTimeout(180_000);

describe('kntc access', () => {
  let staff: ProvinceStaff;
  let reference: string;
  beforeAll(async () => {
    staff = await ProvinceStaff.open();
    reference = staff.reference;
  });
  afterAll(() => staff.close());

  const cli = (...argv: readonly string[]): Promise<Said> => staff.cli(...argv);
  const access = (...argv: readonly string[]): Promise<Said> => cli('access', ...argv);

  describe('before both sides have accounts', () => {
    it('typed names are taken, two of them, and stand as typed', async () => {
      const same = ['--recorded-by', 'Lan', '--second-person', 'LAN', '--reason', 'x'];
      expect(await access('exclude', reference, '--account', 'uy.quyen', ...same)).toMatchObject({ code: 2 });
      expect(await access('exclude', reference, '--account', 'uy.quyen', ...TYPED)).toMatchObject({
        code: 0,
      });
      expect(await staff.audited(1)).toEqual([
        ['access exclude', 'Lan (tên gõ, chưa xác minh)', 'Minh (tên gõ, chưa xác minh)', 'done'],
      ]);
      const [exclusion] = (await staff.book()).exclusions;
      expect(await access('lift', exclusion?.id ?? '', ...TYPED)).toMatchObject({ code: 0 });
    });

    it.each([
      ['nobody to exclude', ['exclude', 'MINI-0000000000000', ...TYPED], 2],
      ['a case there is not', ['exclude', 'MINI-0000000000000', '--agency', 'ttt', ...TYPED], 1],
      ['an agency there is not', ['exclude', 'MINI-0000000000000', '--agency', 'so-khac', ...TYPED], 2],
      ['an account there is not', ['exclude', 'MINI-0000000000000', '--account', 'khong.co', ...TYPED], 2],
      ['a delegation that ends before it begins', delegating('2026-12-31', '2026-01-01'), 2],
      ['a delegation nobody knows', ['end-delegation', '00000000-0000-4000-8000-000000000001', ...TYPED], 1],
      ['an exclusion nobody knows', ['lift', '00000000-0000-4000-8000-000000000001', ...TYPED], 1],
      ['one person alone', ['lift', '00000000-0000-4000-8000-000000000001', '--reason', 'x'], 2],
      ['an account nobody has', ['explain', '--account', 'khong.co'], 1],
      ['a preset there is not', ['apply-preset', 'xa-9', '--agency', 'ttt', '--as', 'x=y', ...TYPED], 2],
      [
        'a preset with a person left out',
        ['apply-preset', 'tinh-4', '--agency', 'ttt', '--as', 'cntt=cntt', ...TYPED],
        2,
      ],
    ] as const)('refuses %s in three lines', async (_what, argv, code) => {
      const said = await access(...argv);
      expect(said.code).toBe(code);
      expect(said.err.split('\n')).toHaveLength(3);
    });

    it('shows the presets and gives their roles to accounts', async () => {
      expect((await access('presets')).out).toContain('tinh-4: Cấp tỉnh có bốn người');
      const first = await staff.applyPreset();
      expect(first.code).toBe(0);
      expect(first.out).toContain('lanh.dao: approver – đã cấp');
      expect(first.out).toContain('kntc access link --position head');
      expect((await cli('accounts', 'list')).out).toMatch(/an\.toan +auditor, key-custodian +tất cả/);
      expect((await staff.applyPreset()).out).toContain('cntt: operator, config-admin – đã có từ trước');
    });
  });

  describe('from then on', () => {
    it('a typed name is nobody, and the refusal says who may', async () => {
      const said = await access('exclude', reference, '--agency', 'ttt', ...TYPED);
      expect(said.code).toBe(1);
      expect(said.err).toContain('không phải tài khoản đang hoạt động');
      expect(said.err).toContain('Ai được làm: Hai người ở hai vai trò khác nhau');
      expect(await staff.audited(1)).toMatchObject([
        ['access exclude', 'Lan (tên gõ, chưa xác minh)', {}, 'refused'],
      ]);
    });

    it('a person is linked by two others, by digests only', async () => {
      const person = staff.file('nguoi.txt', `037081000123\n${PETITIONER_NAME}\n`);
      const link = (by: readonly string[]) =>
        access(
          'link',
          '--account',
          'lanh.dao',
          '--agency',
          'ttt',
          '--position',
          'head',
          '--person-file',
          person,
          ...by,
        );
      const own = ['--recorded-by', 'cntt', '--second-person', 'lanh.dao', '--reason', 'x'];
      expect((await link(own)).err).toContain('quyền của chính mình');
      expect(await link(BY)).toMatchObject({ code: 0 });
      expect((await staff.book('--account', 'lanh.dao')).links).toMatchObject([
        { login: 'lanh.dao', position: 'head' },
      ]);
      expect(
        await link(['--recorded-by', 'cntt', '--second-person', 'thanh.tra', '--reason', 'x']),
      ).toMatchObject({
        code: 1,
      });
    });

    it('a delegation is recorded, listed and ended early', async () => {
      expect(await access(...delegating('2026-01-01', '2099-12-31', BY))).toMatchObject({ code: 0 });
      const [given] = (await staff.book('--account', 'uy.quyen')).delegations;
      expect(given).toMatchObject({ login: 'uy.quyen', documentNo: '5/UQ', endedAt: null });
      expect(await access('end-delegation', given?.id ?? '', ...BY)).toMatchObject({ code: 0 });
      expect((await staff.book()).delegations).toMatchObject([{ endedAt: expect.any(String) as string }]);
      expect(await access('end-delegation', given?.id ?? '', ...BY)).toMatchObject({ code: 1 });
      expect((await access('list')).out).toContain('5/UQ');
    });

    it('an excluded account finds nothing, an explanation says why without the case', async () => {
      const resync = () => cli('resync', reference, '--actor', 'thanh.tra', '--reason', 'thử');
      expect(await access('exclude', reference, '--account', 'thanh.tra', ...BY)).toMatchObject({ code: 0 });
      expect((await resync()).out).toContain(`Không có hồ sơ ${reference}`);
      const explained = await access('explain', '--account', 'thanh.tra', '--case', reference);
      expect(explained.out).toContain('bị loại trừ khỏi vụ việc');
      const [exclusion] = (await staff.book('--case', reference)).exclusions.filter(
        ({ liftedAt }) => liftedAt === null,
      );
      expect(await access('lift', exclusion?.id ?? '', ...BY)).toMatchObject({ code: 0 });
      expect(await resync()).toMatchObject({ code: 0 });
      expect((await access('explain', '--account', 'thanh.tra', '--case', reference)).out).toContain(
        'Hồ sơ: thấy.',
      );
      expect(await staff.audited(1)).toEqual([
        ['resync', 'thanh.tra (tài khoản, chưa xác minh)', undefined, 'done'],
      ]);
    });

    it('an explanation answers for a permission too', async () => {
      const explained = (permission: string) =>
        access('explain', '--account', 'lanh.dao', '--permission', permission, '--json');
      expect(parsed(await explained('unmask.approve'))).toMatchObject({ may: true, headOf: ['ttt'] });
      expect(parsed(await explained('audit.read'))).toMatchObject({ may: false });
    });
  });

  it('nothing anybody read here names a person of the case, and the audit is whole', async () => {
    expect(staff.everything.join('\n')).not.toContain(PETITIONER_NAME);
    expect(await cli('audit', 'verify')).toMatchObject({ code: 0 });
  });
});

function delegating(from: string, until: string, by: readonly string[] = TYPED): readonly string[] {
  return [
    'delegate',
    '--account',
    'uy.quyen',
    '--agency',
    'ttt',
    '--document-no',
    '5/UQ',
    '--from',
    from,
    '--until',
    until,
    ...by,
  ];
}
