import type { CodeBook, PlannedStep } from '@kntc/domain';
import { aCase, aContext, aFullCase, aShutDenunciation, REFERENCE } from '../spec/a-case';
import { aProfile } from '../spec/a-profile';
import { ENTRY_LABELS } from './entry-labels';

const codeBook: CodeBook = {
  ...aContext({}).codeBook,
  nameOf: (list, code) => (list === 13 && code === '4' ? 'Thụ lý giải quyết' : undefined),
};

function fieldsOf(kase = aFullCase(), kind: PlannedStep['key']['kind'] = 'case') {
  const profile = aProfile();
  const identityPolicy = kase.kind === 'TC' ? 'withheld' : undefined;
  const plan = profile.plan(kase, aContext({ identityPolicy }));
  const step = plan.steps.find(({ key }) => key.kind === kind);
  if (step === undefined || profile.manualEntry === undefined) throw new Error('planned and told in words');
  return profile.manualEntry.fields(step, codeBook);
}

const valueOf = (fields: ReturnType<typeof fieldsOf>, path: string): string | undefined =>
  fields.find((one) => one.path === path)?.value;

describe('a step as people type it', () => {
  it('names every field by its wire name and its Vietnamese label, and says nothing of fields without a value', () => {
    const kinds = ['case', 'handling', 'acceptance', 'resolution', 'enforcement'] as const;
    const fields = kinds.flatMap((kind) => fieldsOf(aFullCase(), kind));
    expect(fields.filter(({ value }) => value === '')).toEqual([]);
    const names = fields.map(({ path }) => path.replaceAll(/^.*\./g, ''));
    expect(names.filter((name) => ENTRY_LABELS[name] === undefined)).toEqual([]);
    expect(fields[0]).toMatchObject({ path: 'VuViec.NgayNhapDon', label: 'Ngày nhập đơn' });
  });

  it('puts names behind codes, words behind flags, and the place before what stands several times', () => {
    expect(valueOf(fieldsOf(aFullCase(), 'handling'), 'NoiDungXuLy.HuongXuLy.MaHuongXuLy')).toBe(
      '4 – Thụ lý giải quyết',
    );
    expect(valueOf(fieldsOf(), 'VuViec.TiepDinhKy')).toMatch(/^[01] – (Có|Không)$/);
    expect(fieldsOf().find(({ path }) => path.startsWith('NguoiKNTC.DataNguoiKNTC[1].HoTen'))?.label).toBe(
      'Người KNTC 1: Họ tên',
    );
  });

  it('carries the line with our reference, and no bytes of files', () => {
    expect(valueOf(fieldsOf(aCase()), 'NoiDungDon')).toContain(`[Mã hồ sơ địa phương: ${REFERENCE}]`);
    expect(fieldsOf().some(({ path }) => path.endsWith('FileDinhKem') && !path.includes('Ten'))).toBe(false);
  });

  it('opens nothing of a withheld denunciation', () => {
    const fields = fieldsOf(aShutDenunciation());
    expect(valueOf(fields, 'NguoiKNTC.DataNguoiKNTC[1].HoTen')).toBe('Người tố cáo – giữ bí mật');
  });
});
