import type { CaseDraft, MappedRecord, ReasonCode } from '@kntc/domain';
import { REASONS } from '@kntc/domain';
import {
  aCodeBook,
  aDraft,
  aRoundDraft,
  aSecondRoundDraft,
  aSourceInfo,
  ACCEPTANCE_DRAFT,
  AGENCIES,
  CROSSWALK,
  SOURCE,
  CLOSED,
  day,
  ENFORCEMENT_DRAFT,
  HANDLED,
  HANDLING_DRAFT,
  START,
  VISIT_REASONS,
  judged,
  reasonsOf,
} from '../../../test/builders';
import type { JudgeContext } from './judgement';

function issueOf(code: ReasonCode, field: string, masked = 'B***'): Partial<MappedRecord> {
  return { issues: [{ code, field, masked }] };
}

/** Of its length it could be a code; it names somebody. */
const HIDDEN_CODE = 'đơn của bà Nguyễn Thị Hồng Vân gửi';

/** What stands for a code in the reasons of a petition. */
function handleOf(channel: string): string | undefined {
  const judgement = judged(aDraft({ channel }));
  return judgement.class === 'accepted' ? undefined : judgement.reasons[0]?.localCode;
}

type Row = readonly [
  code: ReasonCode,
  field: string,
  draft: CaseDraft,
  mapped?: Partial<MappedRecord>,
  context?: Partial<JudgeContext>,
];

const SPLIT = {
  codeBook: aCodeBook({
    crosswalk: [...CROSSWALK, { sourceId: SOURCE, list: 1, localCode: 'xa', nationalCode: '507' }],
  }),
};
const ASTRAY = {
  codeBook: aCodeBook({
    crosswalk: [...CROSSWALK, { sourceId: SOURCE, list: 1, localCode: 'sai', nationalCode: '99999' }],
  }),
};
const CLOSED_AGENCY = {
  codeBook: aCodeBook({ agencies: AGENCIES.map((one) => ({ ...one, validUntil: '2025-06-30' })) }),
};
const unclassified = { ...aDraft(), kind: undefined };
const STANDING: readonly Row[] = [
  ['NOT_CLASSIFIED', 'kind', unclassified],
  ['NOT_RELEASED', '', aDraft({ acceptance: undefined })],
  ['NO_IDENTITY_POLICY', '', aDraft({ kind: 'TC' }), {}, { identityPolicy: undefined }],
  [
    'BEFORE_START_CLOSED',
    'receivedDate',
    aDraft({ closedDate: CLOSED }),
    {},
    { source: aSourceInfo({ startDate: '2026-06-01' }) },
  ],
  [
    'BEFORE_START_CLOSED',
    'receivedDate',
    aDraft({ withdrawal: { date: HANDLED } }),
    {},
    { source: aSourceInfo({ startDate: '2026-06-01' }) },
  ],
  [
    'BEFORE_START_CLOSED',
    'receivedDate',
    aDraft({ closed: true }),
    {},
    { source: aSourceInfo({ startDate: '2026-06-01' }) },
  ],
  ['BEFORE_START_OPEN', 'receivedDate', aDraft(), {}, { source: aSourceInfo({ startDate: '2026-06-01' }) }],
  [
    'BEFORE_START_OPEN',
    'receivedDate',
    aDraft({ withdrawal: { date: HANDLED, partial: true } }),
    {},
    { source: aSourceInfo({ startDate: '2026-06-01' }) },
  ],
  ['LOCAL_ONLY', '', aDraft(), { outOfScope: 'chỉ lưu tại địa phương' }],
  ['LOCAL_ONLY', '', aDraft(), {}, { source: aSourceInfo({ startDate: START }), decision: 'exclude' }],
  ['SECRET_RECORD', 'confidentiality', aDraft({ confidentiality: 'secret' })],
  [
    'IDENTITY_IN_OPEN_FIELD',
    'handling.handledBy',
    aDraft({ kind: 'TC', handling: { ...HANDLING_DRAFT, handledBy: 'Nguyễn Thị Bưởi' } }),
  ],
  ['MISSING_MANDATORY', 'content', aDraft({ content: '' })],
  ['MISSING_MANDATORY', 'classification', aDraft({ classification: [] })],
  ['MISSING_MANDATORY', 'petitioners[0].fullName', aDraft({ petitioners: [] })],
  ['MISSING_MANDATORY', 'petitioners[1].fullName', aDraft({ petitioners: [{ fullName: 'A' }, {}] })],
  ['MISSING_MANDATORY', 'organisationName', aDraft({ petitionerType: 'organisation' })],
  ['MISSING_MANDATORY', 'channel', aDraft({ channel: undefined })],
  ['MISSING_MANDATORY', 'receivingAgency', aDraft({ receivingAgency: undefined })],
  ['MISSING_MANDATORY', 'receivedDate', aDraft({ receivedDate: undefined })],
  [
    'MISSING_MANDATORY',
    'handling.direction',
    aDraft({ handling: { ...HANDLING_DRAFT, direction: undefined } }),
  ],
  [
    'MISSING_MANDATORY',
    'acceptance.dueDate',
    aDraft({ acceptance: { ...ACCEPTANCE_DRAFT, dueDate: undefined } }),
  ],
  ['MISSING_MANDATORY', 'rounds[0].result', aDraft({ rounds: [aRoundDraft({ result: undefined })] })],
  [
    'MISSING_MANDATORY',
    'rounds[0].enforcements[0].agency',
    aDraft({ rounds: [aRoundDraft({ enforcements: [{ ...ENFORCEMENT_DRAFT, agency: undefined }] })] }),
  ],
  [
    'MISSING_MANDATORY',
    'petitioners[0].phone',
    aDraft(),
    {},
    { source: aSourceInfo({ mandatory: ['petitioners.phone'] }) },
  ],
  [
    'MISSING_MANDATORY',
    'handling.summary',
    aDraft(),
    {},
    { source: aSourceInfo({ mandatory: ['handling.summary'] }) },
  ],
  ['UNKNOWN_CODE', 'channel', aDraft({ channel: 'thu-dien-tu' })],
  ['UNKNOWN_CODE', 'classification[0].code', aDraft({ classification: [{ code: 'la' }] })],
  ['UNKNOWN_CODE', 'petitioners[0].ward', aDraft({ petitioners: [{ fullName: 'A', ward: 'la' }] })],
  ['UNKNOWN_CODE', 'handling.nextAgency', aDraft({ handling: { ...HANDLING_DRAFT, nextAgency: 'la' } })],
  ['UNKNOWN_CODE', 'rounds[0].form', aDraft({ rounds: [aRoundDraft({ form: 'la' })] })],
  ['UNKNOWN_CODE', 'receivingAgency', aDraft({ receivingAgency: 'CQ-ngoai-tinh' })],
  [
    'CODE_NOT_NATIONAL',
    'petitioners[0].ward',
    aDraft({ petitioners: [{ fullName: 'A', ward: 'sai' }] }),
    {},
    ASTRAY,
  ],
  ['CODE_SPLIT', 'petitioners[0].ward', aDraft({ petitioners: [{ fullName: 'A', ward: 'xa' }] }), {}, SPLIT],
  ['AGENCY_CLOSED', 'receivingAgency', aDraft(), {}, CLOSED_AGENCY],
  ['UNKNOWN_VALUE', 'kind', unclassified, issueOf('UNKNOWN_VALUE', 'kind')],
  ['BAD_DATE', 'receivedDate', aDraft({ receivedDate: undefined }), issueOf('BAD_DATE', 'receivedDate')],
  [
    'MANY_PEOPLE_IN_ONE_FIELD',
    'petitioners[0].fullName',
    aDraft(),
    issueOf('MANY_PEOPLE_IN_ONE_FIELD', 'petitioners[0].fullName'),
  ],
  ['NOT_A_PERSON', 'petitioners[0].fullName', aDraft({ petitioners: [{ fullName: 'Nặc danh' }] })],
  ['TEXT_SUSPECT', 'content', aDraft(), issueOf('TEXT_SUSPECT', 'content')],
  ['TEXT_LOST', 'content', aDraft(), issueOf('TEXT_LOST', 'content')],
  ['TEXT_TOO_LONG', 'content', aDraft(), issueOf('TEXT_TOO_LONG', 'content')],
  ['TEXT_TRUNCATED', 'content', aDraft(), issueOf('TEXT_TRUNCATED', 'content')],
  ['OVERLAY_CONFLICT', 'content', aDraft(), issueOf('OVERLAY_CONFLICT', 'content')],
  ...(['FILE_MISSING', 'FILE_TOO_LARGE', 'FILE_NOT_ALLOWED'] as const).map(
    (code) => [code, 'attachments[0].content', aDraft(), issueOf(code, 'attachments[0].content')] as const,
  ),
  ['AMBIGUOUS_VALUE', 'kind', { ...aDraft(), kind: undefined }, issueOf('AMBIGUOUS_VALUE', 'kind')],
  ['KEY_NOT_UNIQUE', '', aDraft(), issueOf('KEY_NOT_UNIQUE', '')],
  ['BAD_NUMBER', 'headCount', aDraft({ headCount: 0 })],
  ['BAD_NUMBER', 'headCount', aDraft({ headCount: 2, representativeCount: 3 })],
  [
    'BAD_NUMBER',
    'rounds[1].round',
    aDraft({ rounds: [aRoundDraft({ round: 1 }), aRoundDraft({ round: 1 })] }),
  ],
  ['BAD_NUMBER', 'rounds[0].round', aDraft({ rounds: [aRoundDraft({ round: 0 })] })],
  ['DATE_ORDER', 'acceptance.date', aDraft(), {}, { today: day('2026-03-09') }],
  ['DATE_ORDER', 'receivedDate', aDraft({ receivedDate: day('1899-03-02') })],
  [
    'DATE_ORDER',
    'handling.decidedDate',
    aDraft({ handling: { ...HANDLING_DRAFT, decidedDate: day('2026-03-01') } }),
  ],
  [
    'DATE_ORDER',
    'acceptance.dueDate',
    aDraft({ acceptance: { ...ACCEPTANCE_DRAFT, dueDate: day('2026-03-09') } }),
  ],
  [
    'DATE_ORDER',
    'rounds[0].issuedDate',
    aDraft({ rounds: [aRoundDraft({ issuedDate: day('2026-03-09') })] }),
  ],
  [
    'DATE_ORDER',
    'rounds[1].issuedDate',
    aDraft({ rounds: [aRoundDraft({ round: 1 }), aSecondRoundDraft({ issuedDate: day('2026-04-19') })] }),
  ],
  [
    'DATE_ORDER',
    'rounds[0].enforcements[0].date',
    aDraft({ rounds: [aRoundDraft({ enforcements: [{ ...ENFORCEMENT_DRAFT, date: day('2026-04-19') }] })] }),
  ],
  [
    'DATE_ORDER',
    'handling.decidedDate',
    aDraft({ handling: { ...HANDLING_DRAFT, decidedDate: day('2026-03') } }),
  ],
  ['ILLEGAL_JUMP', 'handling', aDraft({ handling: undefined })],
  ['ILLEGAL_JUMP', 'acceptance', aDraft({ acceptance: undefined, rounds: [aRoundDraft()] })],
  ['ILLEGAL_JUMP', 'rounds[0].round', aDraft({ rounds: [aSecondRoundDraft()] })],
  [
    'ILLEGAL_JUMP',
    'rounds[0].round',
    aDraft({ rounds: [aSecondRoundDraft({ round: 3 })], priorResolution: { agency: 'CQ2', round: 1 } }),
  ],
];

describe('a record stands', () => {
  it.each(STANDING.map((row) => [row[0], row[1], row] as const))('with %s at «%s»', (code, field, row) => {
    const [, , draft, mapped, context] = row;
    const judgement = judged(draft, mapped, context);
    expect(reasonsOf(judgement)).toEqual([`${code} ${field}`]);
    expect(judgement.class).toBe(REASONS[code].class);
  });

  it('for every reason that is not delivery’s to give', () => {
    const given = new Set<string>([...STANDING.map(([code]) => code), ...VISIT_REASONS]);
    const missing = Object.entries(REASONS).filter(
      ([code, reason]) => reason.class !== ('held' satisfies string) && !given.has(code),
    );
    expect(missing.map(([code]) => code)).toEqual([]);
  });

  it('with all its reasons at once, so that a clerk mends them in one go', () => {
    const draft = aDraft({ content: undefined, channel: 'la', handling: undefined });
    expect(reasonsOf(judged(draft))).toEqual([
      'MISSING_MANDATORY content',
      'ILLEGAL_JUMP handling',
      'UNKNOWN_CODE channel',
    ]);
  });

  it('once for a value that was unreadable and is therefore missing', () => {
    const judgement = judged(aDraft({ content: undefined }), issueOf('TEXT_SUSPECT', 'content'));
    expect(reasonsOf(judgement)).toEqual(['TEXT_SUSPECT content']);
  });

  it('with the local code and its list, which are the cause many records share', () => {
    expect(judged(aDraft({ channel: 'thu-dien-tu' }))).toMatchObject({
      reasons: [{ code: 'UNKNOWN_CODE', list: 5, localCode: 'thu-dien-tu' }],
    });
  });

  it('with no more than a mask of a local code that is too long for one, and what stands for it', () => {
    const masked = expect.stringMatching(/^đ•+i$/) as unknown;
    expect(judged(aDraft({ channel: HIDDEN_CODE }))).toMatchObject({
      reasons: [{ code: 'UNKNOWN_CODE', localCode: handleOf(HIDDEN_CODE), masked }],
    });
    expect(handleOf(HIDDEN_CODE)).toMatch(/^•[0-9a-f]{12}$/);
    expect(handleOf(`${HIDDEN_CODE} tay`)).not.toBe(handleOf(HIDDEN_CODE));
  });

  it('and what stands for a hidden code is mapped like a code', () => {
    const crosswalk = [
      ...CROSSWALK,
      { sourceId: SOURCE, list: 5, localCode: handleOf(HIDDEN_CODE) ?? '', nationalCode: '1' },
    ];
    const codeBook = aCodeBook({ crosswalk });
    expect(judged(aDraft({ channel: HIDDEN_CODE }), {}, { codeBook }).class).toBe('accepted');
  });

  it('asks for a field of a milestone only once the milestone exists', () => {
    const source = aSourceInfo({
      mandatory: ['acceptance.documentNo', 'rounds.decisionNo', 'rounds.enforcements.agency'],
    });
    const transferred = aDraft({
      handling: { ...HANDLING_DRAFT, direction: 'chuyen' },
      acceptance: undefined,
    });
    expect(reasonsOf(judged(transferred, {}, { source }))).toEqual([]);
    const decided = aDraft({ rounds: [aRoundDraft()] });
    expect(reasonsOf(judged(decided, {}, { source }))).toEqual(['MISSING_MANDATORY rounds[0].decisionNo']);
  });

  it('secret before anything else is looked at', () => {
    const draft = aDraft({ confidentiality: 'secret', content: undefined, kind: 'TC' });
    expect(reasonsOf(judged(draft, {}, { identityPolicy: undefined }))).toEqual([
      'SECRET_RECORD confidentiality',
    ]);
  });

  it('excluded although a start date is not even declared', () => {
    expect(judged(aDraft(), {}, { decision: 'exclude' })).toMatchObject({ class: 'outOfScope' });
  });
});
