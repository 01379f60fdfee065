import type { Case, PlannedStep } from '@kntc/domain';
import { aCase, aContext, aFullCase, day, m2, seal } from './spec/a-case';
import { aProfile, shippedSettings } from './spec/a-profile';
import { at, bodyOf, plan } from './spec/planning';

const names = (steps: readonly PlannedStep[]) => steps.map(({ key }) => `${key.kind}/${key.ordinal}`);

describe('the order and the end of a plan', () => {
  it('puts every round before its enforcements and rounds in ascending order', () => {
    const { steps, endedBefore } = plan(aFullCase());
    expect(names(steps)).toEqual([
      'case/1',
      'handling/1',
      'acceptance/1',
      'resolution/1',
      'enforcement/1001',
      'enforcement/1002',
      'resolution/2',
      'enforcement/2001',
    ]);
    expect(endedBefore).toBeUndefined();
  });

  it('ends quietly where the case itself ends', () => {
    expect(plan(aCase()).endedBefore).toBeUndefined();
    expect(names(plan(aCase()).steps)).toEqual(['case/1']);
  });

  it.each<[string, Partial<Case>, unknown, number]>([
    [
      'no handling before the acceptance',
      { handling: undefined },
      { kind: 'handling', missing: ['handling'] },
      1,
    ],
    [
      'a transfer to nobody',
      { handling: { ...aFullCase().handling!, directionCode: '5', nextAgencyCode: undefined } },
      { kind: 'handling', missing: ['handling.nextAgency'] },
      1,
    ],
    [
      'rounds without acceptance',
      { acceptance: undefined },
      { kind: 'acceptance', missing: ['acceptance'] },
      2,
    ],
    [
      'an acceptance without a full due date',
      { acceptance: { date: day('2026-08-12'), dueDate: day('2026-09'), agencyCode: 'H507.02' } },
      { kind: 'acceptance', missing: ['acceptance.dueDate'] },
      2,
    ],
    [
      'a receipt of which only the year is known',
      { petition: { ...aCase().petition, receivedDate: day('2026'), classification: [] } },
      { kind: 'case', missing: ['receivedDate', 'classification'] },
      0,
    ],
  ])('ends before the first step that lacks its data: %s', (_, changes, endedBefore, count) => {
    const result = plan(aFullCase(changes));
    expect(result.endedBefore).toEqual(endedBefore);
    expect(result.steps).toHaveLength(count);
  });

  it('ends before a result code that the wire cannot take as a number', () => {
    const [round] = aFullCase().rounds.filter((one) => one.round === 1);
    const result = plan(aFullCase({ rounds: [{ ...round!, resultCode: 'KQ1' }] }));
    expect(result.endedBefore).toEqual({ kind: 'resolution', missing: ['rounds.result'] });
  });

  it('ends before an enforcement that would replace an earlier one at the far side', () => {
    const round = aFullCase().rounds.find((one) => one.round === 1)!;
    const [first, second] = round.enforcements;
    const twins = { ...round, enforcements: [first!, { ...second!, date: first!.date }] };
    const kase = aFullCase({ rounds: [twins] });
    expect(plan(kase).endedBefore).toEqual({ kind: 'enforcement', missing: ['rounds.enforcements.date'] });
    const unknownRepeat = aProfile(shippedSettings('production'));
    expect(unknownRepeat.plan(kase, aContext()).endedBefore).toBeUndefined();
  });

  it('needs a name unless the petition is anonymous, and sends the fixed text then', () => {
    const { petitioners } = aCase();
    const nobody = { ...petitioners, identity: seal({ people: [] }), provinceCode: undefined };
    expect(plan(aCase({ petitioners: nobody })).endedBefore).toEqual({
      kind: 'case',
      missing: ['petitioners.fullName'],
    });
    const { steps } = plan(aCase({ petitioners: { ...nobody, anonymous: true } }));
    expect(at(bodyOf(steps[0]), 'NguoiKNTC.DataNguoiKNTC.0')).toMatchObject({
      HoTen: 'Đơn nặc danh',
      MaTinh: '',
    });
  });

  it('refuses to plan a secret record', () => {
    expect(() => plan(aCase({ confidentiality: 'secret' }))).toThrow('secret');
  });

  it('rounds decimal areas half up, or ends the plan where the settings refuse', () => {
    const settings = shippedSettings();
    const refusing = aProfile({ ...settings, values: { ...settings.values, landAreas: 'refuse' } });
    const { endedBefore } = refusing.plan(aFullCase(), aContext());
    expect(endedBefore).toEqual({
      kind: 'resolution',
      missing: ['rounds.residentialLandReturned', 'rounds.productionLandReturned'],
    });
    const areas = { residentialLandReturned: m2('0.49'), productionLandReturned: m2('9999999999999.5') };
    const round = { ...aFullCase().rounds[0]!, compensation: areas };
    const step = plan(aFullCase({ rounds: [round] })).steps[3];
    expect(at(bodyOf(step), 'BoiThuongThietHai')).toEqual({ TraLaiDatO: 0, TraLaiDatSX: 10_000_000_000_000 });
  });
});
