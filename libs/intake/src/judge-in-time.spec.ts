import type { CodeRow, CrosswalkRow } from '@kntc/domain';
import {
  aCodeBook,
  aDraft,
  AGENCIES,
  aRoundDraft,
  aSourceInfo,
  CROSSWALK,
  day,
  ENFORCEMENT_DRAFT,
  judged,
  NATIONAL_CODES,
  reasonsOf,
  SOURCE,
} from '../../../test/builders';

const BEFORE = { validUntil: '2025-06-30' };
const AFTER = { validFrom: '2025-07-01' };
const row = (list: number, localCode: string, nationalCode: string, period = {}): CrosswalkRow => ({
  sourceId: SOURCE,
  list,
  localCode,
  nationalCode,
  ...period,
});
const national = (list: number, code: string): CodeRow => ({ list, code, name: code });

/** The commune lay in a district until 30/06/2025; the people's committee of the district decided, now the commune's own does. */
const REFORM = [
  ...CROSSWALK,
  row(1, 'phuong', '5070109', BEFORE),
  row(1, 'phuong', '5070122', AFTER),
  row(2, 'UB', 'H50701', BEFORE),
  row(2, 'UB', 'H5070122', AFTER),
];
const CODES = [
  ...NATIONAL_CODES,
  ...['5070109', '5070122'].map((code) => national(1, code)),
  ...['H50701', 'H5070122'].map((code) => national(2, code)),
];
const reform = { codeBook: aCodeBook({ crosswalk: REFORM, codes: CODES }) };

/** Received and handled before, accepted and decided after 01/07/2025. */
const ACROSS = aDraft({
  receivedDate: day('2025-06-10'),
  writtenDate: day('2025-06-05'),
  petitioners: [{ fullName: 'Nguyễn Thị Bưởi', province: 'tinh', ward: 'phuong' }],
  handling: {
    decidedDate: day('2025-06-20'),
    eligible: true,
    direction: 'thu-ly',
    agency: 'UB',
    documentNo: '1',
  },
  acceptance: { date: day('2025-07-02'), dueDate: day('2025-08-15'), agency: 'UB', documentNo: '2' },
  rounds: [
    aRoundDraft({
      issuedDate: day('2025-08-12'),
      agency: 'UB',
      enforcements: [{ ...ENFORCEMENT_DRAFT, date: day('2025-10-01'), agency: 'UB' }],
    }),
  ],
});

describe('a case received before and decided after 01/07/2025', () => {
  const judgement = judged(ACROSS, {}, reform);
  if (judgement.class !== 'accepted') throw new Error(reasonsOf(judgement).join());
  const { case: kase } = judgement;

  it('keeps the unit its petitioner lived in when it came in', () => {
    expect(kase.petitioners.identity.open().people[0]?.address.wardCode).toBe('5070109');
  });

  it('names for each act the agency that there was on its day', () => {
    expect(kase.handling?.agencyCode).toBe('H50701');
    expect(kase.acceptance?.agencyCode).toBe('H5070122');
    expect(kase.rounds[0]?.agencyCode).toBe('H5070122');
    expect(kase.rounds[0]?.enforcements[0]?.agencyCode).toBe('H5070122');
  });
});

describe('a code that became several', () => {
  const crosswalk = [...REFORM, row(1, 'phuong', '5070123', AFTER)];
  const split = { codeBook: aCodeBook({ crosswalk, codes: [...CODES, national(1, '5070123')] }) };

  it('stops a later record under a cause of its own, with the code to act on', () => {
    const later = {
      ...aDraft(),
      petitioners: [{ fullName: 'Nguyễn Thị Bưởi', province: 'tinh', ward: 'phuong' }],
    };
    const stopped = judged(later, {}, split);
    expect(reasonsOf(stopped)).toEqual(['CODE_SPLIT petitioners[0].ward']);
    expect(stopped).toMatchObject({ reasons: [{ list: 1, localCode: 'phuong' }] });
  });

  it('is only noted where the source is lenient about it', () => {
    const source = aSourceInfo({ lenient: ['petitioners.ward'] });
    const draft = aDraft({
      petitioners: [{ fullName: 'Nguyễn Thị Bưởi', province: 'tinh', ward: 'phuong' }],
    });
    expect(judged(draft, {}, { ...split, source })).toMatchObject({
      class: 'accepted',
      warnings: [{ code: 'CODE_SPLIT' }],
    });
  });

  it('does not touch a record from before the split', () => {
    expect(judged(ACROSS, {}, split).class).toBe('accepted');
  });
});

describe('a receiving agency that had ended', () => {
  const ended = AGENCIES.map((agency) =>
    agency.id === 'thanh-tra-tinh' ? { ...agency, ...BEFORE, successor: 'so-tnmt' } : agency,
  );
  const codeBook = aCodeBook({ crosswalk: REFORM, codes: CODES, agencies: ended });

  it('receives nothing any more', () => {
    expect(reasonsOf(judged(aDraft(), {}, { codeBook }))).toEqual(['AGENCY_CLOSED receivingAgency']);
  });

  it('keeps what came in while it was there', () => {
    expect(judged(ACROSS, {}, { codeBook })).toMatchObject({ class: 'accepted', agencyId: 'thanh-tra-tinh' });
  });
});
