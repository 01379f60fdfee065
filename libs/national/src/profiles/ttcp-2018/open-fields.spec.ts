import { identityInOpenFields } from '@kntc/domain';
import type { Case } from '@kntc/domain';
import { aFullCase, aShutDenunciation, day, keyedDigest, seal } from './spec/a-case';
import { bodyOf, IDS, plan } from './spec/planning';
import { STEP_METHODS } from './body';
import { leavesOf, WITHHELD_FIELDS } from './withheld-fields';

const DENOUNCED = {
  fullName: 'Vũ Văn Hách',
  idNumber: '052081000999',
  idIssuedPlace: 'Công an tỉnh Gia Lai',
  address: { provinceCode: '507', wardCode: '5070103', detail: 'Khu phố 2' },
};
/** Codes and dates: nobody can be named in them. */
const CODED = /\.(?:GioiTinh|NgayCapSoDinhDanh|Ma[A-Z]\w*)$/;

/** A denunciation with a text of its own in every open field. */
function aSpeakingCase(respondent: Case['respondents'][number]): Case {
  const full = aFullCase();
  const { petition } = aShutDenunciation();
  return aShutDenunciation({
    petition: {
      ...petition,
      forwardedBy: { agencyCode: 'H507', documentNo: '12/PC-TTr', documentDate: day('2026-08-01') },
    },
    reception: { periodic: true, delegated: true, leader: 'Lê Văn Cường', delegatedBy: 'Phạm Văn Dũng' },
    respondents: [respondent],
    handling: full.handling && { ...full.handling, handledBy: 'Đỗ Thị Nga', approvedBy: 'Bùi Văn Sang' },
    acceptance: full.acceptance && { ...full.acceptance, approvedBy: 'Hồ Thị Thắm' },
    rounds: full.rounds.slice(0, 1).map((round) => ({
      ...round,
      disciplinedPeople: [{ name: 'Đinh Văn Út', position: 'Kế toán xã', measure: 'Khiển trách' }],
      disciplinedOrganisations: [{ name: 'Hợp tác xã Mười', measure: 'Phạt tiền' }],
    })),
  });
}

/** Every text of an open field that leaves. */
function openTextsSent(kase: Case): readonly string[] {
  return plan(kase, 'withheld').steps.flatMap((step) => {
    const verdicts = WITHHELD_FIELDS[STEP_METHODS[step.key.kind]];
    return leavesOf(bodyOf(step, IDS))
      .filter(([path, value]) => verdicts[path] === 'open' && value !== '' && !CODED.test(path))
      .map(([, value]) => String(value));
  });
}

describe('the denouncer in open fields', () => {
  const cases = [
    aSpeakingCase({ type: 'person', position: 'Chủ tịch', person: DENOUNCED }),
    aSpeakingCase({
      type: 'organisation',
      name: 'Ban quản lý dự án Đông',
      address: { provinceCode: '507', detail: 'Số 9 đường Ba Tháng Hai' },
    }),
  ];
  const sent = cases.flatMap((kase) => openTextsSent(kase).map((text) => [text, kase] as const));

  it.each(sent)('is looked for in what leaves as «%s»', (text, kase) => {
    const named = { fullName: text, idNumber: text, address: {} };
    const identity = seal({ people: [named] });
    const found = identityInOpenFields(
      { ...kase, petitioners: { ...kase.petitioners, identity } },
      keyedDigest,
    );
    expect(found).not.toEqual([]);
  });

  it('is looked for in every open field there is', () => {
    expect(new Set(sent.map(([text]) => text)).size).toBe(18);
  });

  it('is bound to the field and to the identity: a change of either asks again', () => {
    const [kase] = cases;
    const of = (fullName: string, handledBy: string) => {
      const identity = seal({ people: [{ fullName, address: {} }] });
      const handling = kase?.handling && { ...kase.handling, handledBy };
      const changed = kase && { ...kase, handling, petitioners: { ...kase.petitioners, identity } };
      return changed && identityInOpenFields(changed, keyedDigest)[0]?.agreement;
    };
    expect(of('Đỗ Thị Nga', 'Đỗ Thị Nga')).toMatch(/^[0-9a-f]{64}$/);
    expect(of('Đỗ Thị Nga', 'Đỗ Thị Nga')).not.toBe(of('Đỗ Thị Nga', 'ĐỖ THỊ NGA'));
    expect(of('Đỗ Thị Nga', 'Đỗ Thị Nga')).not.toBe(of('Đỗ thị Nga', 'Đỗ Thị Nga'));
    expect(of('Trần Văn Ba', 'Đỗ Thị Nga')).toBeUndefined();
  });
});
