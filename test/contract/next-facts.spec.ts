import { digest128, Sealed } from '@kntc/domain';
import { aCase, aProcessing } from '../../apps/national-simulator/test/sample-bodies';
import { NextFarSide } from './next-far-side';

let far: NextFarSide;
beforeEach(async () => {
  far = await NextFarSide.open();
});
afterEach(() => far.close());

describe('what a record is about', () => {
  it('is told in our words, whom it is about sealed', async () => {
    const id = await far.typed('CapNhatVuViec', aCase());
    await far.typed(
      'CapNhatKQXuLy',
      aProcessing(id, { 'NoiDungXuLy.HuongXuLy.MaCoQuanXuLyTiep': 'H507.03' }),
    );
    const read = await far.reading().records([id]);
    const record = read.kind === 'read' ? read.records[0] : undefined;
    if (record === undefined) throw new Error('not read');
    const facts = far.reading().facts(record);
    expect(facts).toMatchObject({
      kind: 'KN',
      receivedOn: '2024-03-05',
      classification: 'KN.01.02',
      nextAgencyCode: 'H507.03',
      steps: ['case', 'handling'],
    });
    expect(JSON.stringify(facts)).not.toContain('Nghiệm');
    expect(facts.who.open()).toMatchObject({ names: ['Lê Thị Thử Nghiệm'], idNumbers: ['052000000001'] });
  });

  it('is not guessed where it is written in another way', async () => {
    const none = { kind: 'case', ownId: '', digest: digest128('x') } as const;
    const fields = Sealed.of({ VuViec: 'x', PhanLoaiDon: {}, NguoiKNTC: null }, 'x');
    const record = { id: 'a', agencyCode: 'H507', changedAt: '', digest: digest128('x') };
    expect(far.reading().facts({ ...record, steps: [{ ...none, fields }] })).toMatchObject({
      kind: undefined,
      receivedOn: undefined,
      classification: undefined,
    });
  });
});
