import type { CaseDraft, RecordIssue } from '@kntc/domain';
import {
  aDraft,
  aRoundDraft,
  aSecondRoundDraft,
  aSourceInfo,
  day,
  ENFORCEMENT_DRAFT,
  HANDLING_DRAFT,
  judged,
  reasonsOf,
} from '../../../test/builders';
import type { JudgeContext } from './judgement';

describe('a record is accepted', () => {
  it('when it is complete, in order and due', () => {
    const judgement = judged(aDraft());
    expect(judgement).toMatchObject({ class: 'accepted', agencyId: 'thanh-tra-tinh', warnings: [] });
  });

  const ACCEPTED_ROWS: readonly (readonly [string, CaseDraft, Partial<JudgeContext>?])[] = [
    ['with every milestone', aDraft({ rounds: [aRoundDraft({ enforcements: [ENFORCEMENT_DRAFT] })] })],
    ['in its second round', aDraft({ rounds: [aRoundDraft({ round: 1 }), aSecondRoundDraft()] })],
    [
      'in its second round, the rounds in another order',
      aDraft({ rounds: [aSecondRoundDraft(), aRoundDraft({ round: 1 })] }),
    ],
    [
      'in round 2 when another agency decided round 1',
      aDraft({ rounds: [aSecondRoundDraft()], priorResolution: { agency: 'CQ2', round: 1 } }),
    ],
    [
      'in round 2 when the earlier decision bears no number',
      aDraft({ rounds: [aSecondRoundDraft()], priorResolution: { agency: 'CQ2' } }),
    ],
    [
      'refused as not eligible: nothing later will come',
      aDraft({
        handling: { ...HANDLING_DRAFT, eligible: false, direction: 'chuyen' },
        acceptance: undefined,
      }),
    ],
    [
      'transferred: nothing later will come',
      aDraft({ handling: { ...HANDLING_DRAFT, direction: 'chuyen' }, acceptance: undefined }),
    ],
    ['as a denunciation under a policy', aDraft({ kind: 'TC' })],
    [
      'as a reflection on receipt',
      aDraft({ kind: 'KNPA', handling: undefined, acceptance: undefined }),
      { releasePoint: () => 'received' },
    ],
    ['anonymous, without anybody', aDraft({ anonymous: true, petitioners: undefined })],
    [
      'from an organisation without a person',
      aDraft({ petitionerType: 'organisation', organisationName: 'HTX Đông', petitioners: undefined }),
    ],
    ['of a group with representatives', aDraft({ headCount: 40, representativeCount: 3 })],
    ['with only a year of writing', aDraft({ writtenDate: day('2026') })],
    [
      'accepted without handling when the source has none',
      aDraft({ handling: undefined }),
      { source: aSourceInfo({ feeds: { ...aSourceInfo().feeds, handling: false } }) },
    ],
    ['received on the start date', aDraft(), { source: aSourceInfo({ startDate: '2026-03-02' }) }],
    [
      'old and open, when a person includes it',
      aDraft(),
      { source: aSourceInfo({ startDate: '2026-06-01' }), decision: 'include' },
    ],
    ['that a person called no duplicate', aDraft(), { decision: 'not-duplicate' }],
    ['with dates of today', aDraft(), { today: day('2026-03-10') }],
  ];
  it.each(ACCEPTED_ROWS.map((row) => [row[0], row] as const))('%s', (_what, [, draft, context]) => {
    expect(reasonsOf(judged(draft, {}, context))).toEqual([]);
    expect(judged(draft, {}, context).class).toBe('accepted');
  });

  const OPTIONAL: readonly (keyof NonNullable<CaseDraft['petitioners']>[number])[] = [
    'idNumber',
    'idIssuedDate',
    'idIssuedPlace',
    'gender',
    'birthDate',
    'phone',
    'province',
    'district',
    'ward',
    'addressDetail',
    'nationality',
    'ethnicity',
  ];
  it.each(OPTIONAL)('without %s, which most local systems do not have', (field) => {
    const { [field]: _absent, ...person } = { fullName: 'Nguyễn Thị Bưởi', ...aDraft().petitioners?.[0] };
    expect(judged(aDraft({ petitioners: [person] }))).toMatchObject({ class: 'accepted' });
  });

  it.each([
    ['later than the day of receipt', '2026-03-03'],
    ['long before anybody lived', '1899'],
    ['in the future', '2039-01-01'],
  ])('with a date of writing %s, which does not travel, and a warning', (_what, writtenDate) => {
    expect(judged(aDraft({ writtenDate: day(writtenDate) }))).toMatchObject({
      class: 'accepted',
      warnings: [{ code: 'DATE_ORDER', field: 'writtenDate' }],
    });
  });

  it('without a code that the source file is lenient about, and a warning', () => {
    const draft = aDraft({ petitioners: [{ fullName: 'Nguyễn Thị Bưởi', ward: 'la', province: 'la' }] });
    const source = aSourceInfo({ lenient: ['petitioners.ward'] });
    expect(reasonsOf(judged(draft, {}, { source }))).toEqual(['UNKNOWN_CODE petitioners[0].province']);
    const both = aSourceInfo({ lenient: ['petitioners.ward', 'petitioners.province'] });
    expect(judged(draft, {}, { source: both })).toMatchObject({
      class: 'accepted',
      warnings: [
        { code: 'UNKNOWN_CODE', field: 'petitioners[0].province' },
        { code: 'UNKNOWN_CODE', field: 'petitioners[0].ward' },
      ],
    });
  });

  it('and keeps what the mapping warned of', () => {
    const warnings: RecordIssue[] = [
      { code: 'BAD_DATE', field: 'petitioners[0].birthDate', masked: '3*/02' },
    ];
    expect(judged(aDraft(), { warnings })).toMatchObject({ class: 'accepted', warnings });
  });
});
