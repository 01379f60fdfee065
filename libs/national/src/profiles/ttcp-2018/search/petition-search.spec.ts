import { petitionRequest, petitionRows } from './petition-search';

const RULES = { keyCase: 'exact', resultCap: 3 } as const;
const ID = '6f1c1f1e-7d41-4c39-9d1f-3d7b3f6a0b11';
const ROW = {
  Id: ID,
  ChuDon: 'Lê Thị Hoa',
  CMTND: '052185001211',
  DiaChi: 'xã Phước Hòa',
  NoiDung: 'Đề nghị xem xét.\n[Mã hồ sơ địa phương: BDI-7K3Q9F2MX4T8A]',
};

describe('asking about a petitioner', () => {
  it('fills one criterion about the person, and sends every key', () => {
    const byNumber = petitionRequest({ by: 'identity-number', idNumber: '052185001211' });
    const filled = Object.entries(byNumber).filter(([, value]) => value !== '');
    expect([Object.keys(byNumber).length, filled]).toEqual([7, [['SoDinhDanhCaNhan', '052185001211']]]);
    expect(
      petitionRequest({ by: 'name', fullName: 'Lê Thị Hoa', provinceCode: '52', wardCode: undefined }),
    ).toMatchObject({
      TenNguoiKhieuNai: 'Lê Thị Hoa',
      MaTinh: '52',
      MaXa: '',
      SoDinhDanhCaNhan: '',
      NoiDung: '',
    });
  });

  it('gives rows that do not show by accident, their text without the reference', () => {
    const outcome = petitionRows({ kind: 'value', value: [ROW] }, RULES);
    expect(JSON.stringify(outcome)).not.toContain('Hoa');
    expect(outcome).toMatchObject({ kind: 'shown', isCut: false });
    const [first] = outcome.kind === 'shown' ? outcome.petitions : [];
    expect([first?.nationalId, first?.reference]).toEqual([ID, 'BDI-7K3Q9F2MX4T8A']);
    expect(first?.shown.open()).toEqual({
      petitioner: 'Lê Thị Hoa',
      idNumber: '052185001211',
      address: 'xã Phước Hòa',
      content: 'Đề nghị xem xét.',
    });
  });

  it('says where there may be more, and nothing where a row cannot be read', () => {
    expect(petitionRows({ kind: 'value', value: [ROW, ROW, ROW] }, RULES)).toMatchObject({ isCut: true });
    for (const value of ['?', [{ ...ROW, Id: 'x' }], [{ Id: ID, ChuDon: 1 }]])
      expect(petitionRows({ kind: 'value', value }, RULES)).toEqual({ kind: 'failed', reason: 'shape' });
  });
});
