import { PgDisclosures } from '@kntc/storage';
import { connect, createDataSource } from '@kntc/storage';
import { MiniRoad } from './mini-road';

const NAME = 'Trịnh Thị Không Được Lộ';
const DENUNCIATION = {
  loai: 'tc',
  linh_vuc: 'TN',
  ngay_thu_ly: '2026-03-10',
  han: '2026-05-10',
  ho_ten: NAME,
};
const DOCUMENT = {
  documentNo: '15/QĐ-TTT',
  documentDate: '2026-07-01',
  signatory: 'Chánh Thanh tra tỉnh',
  recordedBy: 'Lan',
  secondPerson: 'Hùng',
};
const BY_TWO = { actor: 'Lan', approver: 'Hùng', reason: 'văn bản 15/QĐ-TTT', idempotencyKey: 'release-1' };

jest.setTimeout(120_000);

describe('a change of the identity policy', () => {
  let road: MiniRoad;
  let dataSource: ReturnType<typeof createDataSource>;
  let disclosures: PgDisclosures;
  beforeAll(async () => {
    road = await MiniRoad.open({ withPolicy: false });
    dataSource = createDataSource(road.databaseUrl, 1);
    await connect(dataSource);
    disclosures = new PgDisclosures(dataSource);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await road.close();
  });

  const take = async (policy: 'withheld' | 'transmitted') => {
    await road.gateway.parts.policies.record({ ...DOCUMENT, policy });
    await road.converge();
  };
  const denouncersOf = async (ma: string) =>
    (await road.delivered(ma)).map(({ decision, body }) => {
      const { NguoiKNTC: petitioners } = body as { NguoiKNTC?: { DataNguoiKNTC: { HoTen: string }[] } };
      return petitioners && [decision, petitioners.DataNguoiKNTC.map(({ HoTen }) => HoTen)];
    });

  it('lets go what waited: before it, nothing had left', async () => {
    await road.petition('TC-1', DENUNCIATION);
    await road.converge();
    expect(await road.far.ledger()).toEqual([]);
    expect(await road.standing('TC-1')).toMatchObject({ class: 'waiting', code: 'NO_IDENTITY_POLICY' });
    expect(await disclosures.impactOf('transmitted')).toMatchObject({ waiting: 1, corrections: 0 });
    await take('transmitted');
    expect(await denouncersOf('TC-1')).toEqual([['created', [NAME]], undefined, undefined]);
  });

  it('says what it would do: names that left cannot be taken back', async () => {
    expect(await disclosures.impactOf('withheld')).toEqual({
      waiting: 0,
      unfinished: 0,
      corrections: 1,
      disclosed: 1,
      renditions: 0,
    });
    expect(await disclosures.impactOf('transmitted')).toMatchObject({ corrections: 0, disclosed: 1 });
    const { reference } = await road.standing('TC-1');
    expect(await disclosures.disclosed('', 10)).toMatchObject([{ reference }]);
    expect(await disclosures.disclosed(reference ?? '', 10)).toEqual([]);
  });

  it('overwrites nothing at the far side by itself; what comes later is withheld', async () => {
    await road.petition('TC-2', DENUNCIATION);
    const before = (await road.delivered('TC-1')).length;
    await take('withheld');
    expect(await road.delivered('TC-1')).toHaveLength(before);
    expect(await road.standing('TC-1')).toMatchObject({ class: 'held', code: 'CORRECTION_NEEDS_DECISION' });
    expect((await denouncersOf('TC-2'))[0]).toEqual(['created', ['Người tố cáo – giữ bí mật']]);
    expect(await disclosures.impactOf('withheld')).toMatchObject({ corrections: 1, disclosed: 1 });
  });

  it('overwrites when two people decide it, and the list still says that the name has left', async () => {
    const { reference } = await road.standing('TC-1');
    await road.gateway.parts.operations.release(reference ?? '', BY_TWO);
    await road.converge();
    expect((await denouncersOf('TC-1')).filter((one) => one?.[0] === 'updated')).toEqual([
      ['updated', ['Người tố cáo – giữ bí mật']],
    ]);
    expect(await disclosures.impactOf('withheld')).toMatchObject({ corrections: 0, disclosed: 1 });
  });

  it('asks the policies of their time about attempts of an older gateway', async () => {
    await road.own.query('update attempt set disclosure = null');
    expect(await disclosures.impactOf('withheld')).toMatchObject({ corrections: 0, disclosed: 1 });
    expect(await disclosures.impactOf('transmitted')).toMatchObject({ corrections: 2 });
  });
});
