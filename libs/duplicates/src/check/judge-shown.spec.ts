import { Sealed, type FoundPetition } from '@kntc/domain';
import { Frequencies } from '../frequencies';
import { HAND_MODEL } from '../model/hand-weights';
import { UnitTable } from '../normalise/unit-table';
import { preparePetition } from '../prepare';
import { judgeShown } from './judge-shown';
import { scorersOf } from './pair-scorers';

const UNITS = new UnitTable([]);
const MATTER =
  'Tôi khiếu nại Quyết định số 1237/QĐ-UBND ngày 12/01/2026 về việc thu hồi thửa đất số 83, tờ bản đồ số 14 tại thôn Tân Giản, bồi thường 480.600.000 đồng, cán bộ Phan Đình Tuyên không kiểm đếm.';
const WHO = { fullName: 'Đoàn Ngọc Bảo Khuê', idNumber: '052185001211' };
const MINE = preparePetition(
  { id: 'mine', caseType: 'KN', petitioners: [WHO], content: MATTER, agency: 'ttt' },
  UNITS,
);
const matching = {
  model: HAND_MODEL,
  scorers: scorersOf(HAND_MODEL),
  frequencies: new Frequencies(),
};
const judge = (rows: readonly FoundPetition[], isAfterDecision = false) =>
  judgeShown({ prepared: MINE, isAfterDecision }, rows, UNITS, matching);

function row(nationalId: string, content: string, change: { petitioner?: string; idNumber?: string } = {}) {
  const { fullName: petitioner, idNumber } = WHO;
  return { nationalId, shown: Sealed.of({ petitioner, idNumber, address: '', content, ...change }, '') };
}

const SAME = `Kính gửi quý cơ quan. ${MATTER} Nay tôi gửi lại đơn.`;
const OTHER = 'Tôi phản ánh khoản thu quỹ phụ huynh 2.350.000 đồng của lớp 4B Trường tiểu học số 3.';

describe('rows of the far side', () => {
  it('are kept as an id and scores where person and matter agree, and as nothing else', () => {
    const [match, ...more] = judge([
      row('A', SAME),
      row('B', OTHER, { petitioner: 'Lê Thị Hoa', idNumber: '' }),
    ]);
    expect(more).toEqual([]);
    expect(match).toMatchObject({ nationalId: 'A', situation: 'many-agencies' });
    expect(Object.keys(match ?? {}).toSorted()).toEqual([
      'matter',
      'modelVersion',
      'nationalId',
      'person',
      'score',
      'situation',
    ]);
  });

  it('that speak like a denunciation are passed over: that somebody denounces is nothing a match may tell', () => {
    expect(judge([row('A', `Đơn tố cáo. ${MATTER}`)])).toEqual([]);
  });

  it('hold nothing where this petition is against a decision on the matter', () => {
    expect(judge([row('A', SAME)], true)).toMatchObject([{ situation: 'after-decision' }]);
  });

  it('are a few of the likeliest, however many there are', () => {
    expect(judge(Array.from({ length: 40 }, (_one, at) => row(`A${at}`, SAME))).length).toBe(5);
  });
});
