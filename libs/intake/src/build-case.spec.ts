import type { Case, CaseDraft } from '@kntc/domain';
import {
  aCodeBook,
  aDraft,
  aMappedRecord,
  aRoundDraft,
  aSecondRoundDraft,
  aSourceInfo,
  day,
  ENFORCEMENT_DRAFT,
  RECEIVED,
  TODAY,
} from '../../../test/builders';
import { fakeDigest } from '../../../test/fakes';
import { judge } from './judge';

/** The case that an accepted draft becomes. */
function built(changes: CaseDraft = {}): Case {
  const judgement = judge(aMappedRecord(aDraft(changes)), {
    source: aSourceInfo(),
    codeBook: aCodeBook(),
    keyedDigest: fakeDigest,
    identityPolicy: 'withheld',
    releasePoint: () => 'acceptance',
    today: TODAY,
  });
  if (judgement.class !== 'accepted') throw new Error(JSON.stringify(judgement.reasons));
  return judgement.case;
}

describe('the case of an accepted record', () => {
  it('holds national codes and every level of the classification', () => {
    const kase = built();
    expect(kase).toMatchObject({
      kind: 'KN',
      receivingAgencyCode: 'H507.02',
      petition: { channelCode: '1', classification: [['KN', 'KN.01', 'KN.01.02']] },
      handling: { directionCode: '4', agencyCode: 'H507.02' },
      confidentiality: 'normal',
    });
  });

  it('knows extensions that have a date, and is the same as before without any', () => {
    const extensions = [
      { date: day('2026-03-20'), dueDate: day('2026-05-20') },
      { dueDate: day('2026-06-20') },
    ];
    expect(built({ extensions }).extensions).toEqual([{ date: '2026-03-20', dueDate: '2026-05-20' }]);
    expect(built().extensions).toBeUndefined();
    expect(built({ extensions: [{ documentNo: '5/QĐ-GH' }] }).extensions).toBeUndefined();
  });

  it('keeps people and content shut, with a digest each', () => {
    const kase = built();
    expect(JSON.stringify(kase)).not.toMatch(/Bưởi|037081000123|thu hồi đất/);
    expect(kase.petitioners.identity.open().people[0]).toMatchObject({
      fullName: 'Nguyễn Thị Bưởi',
      idNumber: '037081000123',
      address: { provinceCode: '507' },
    });
    expect(kase.petition.narrative.digest).not.toBe(
      built({ content: 'Việc khác.' }).petition.narrative.digest,
    );
    expect(kase.petition.narrative.digest).toBe(built().petition.narrative.digest);
  });

  it.each<[string, CaseDraft, Partial<Case['petitioners']>]>([
    ['one person', {}, { type: 'individual', headCount: 1, representativeCount: 1, provinceCode: '507' }],
    [
      'two people',
      { petitioners: [{ fullName: 'A' }, { fullName: 'B' }] },
      { type: 'group', headCount: 2, representativeCount: 2, provinceCode: undefined },
    ],
    ['a crowd with one name', { headCount: 40 }, { type: 'group', headCount: 40, representativeCount: 1 }],
    [
      'an organisation',
      { organisationName: 'HTX Đông', petitionerType: 'organisation' },
      { type: 'organisation' },
    ],
    [
      'nobody',
      { anonymous: true, petitioners: [] },
      { anonymous: true, headCount: 1, representativeCount: 1 },
    ],
  ])('counts %s', (_who, changes, petitioners) => {
    expect(built(changes).petitioners).toMatchObject(petitioners);
  });

  it('invents nothing that the source did not say', () => {
    const kase = built({ rounds: [aRoundDraft({ form: undefined })] });
    expect(kase.rounds[0]?.compensation).toEqual({});
    expect(kase.rounds[0]).toMatchObject({
      rightToSue: undefined,
      formCode: undefined,
      decisionNo: undefined,
    });
    expect(kase).toMatchObject({
      closedDate: undefined,
      withdrawal: undefined,
      respondents: [],
      attachments: [],
    });
  });

  it('takes a respondent without a personal name for an organisation', () => {
    const respondents = [{ organisation: 'UBND xã' }, { fullName: 'Lê Văn Đào', position: 'Chủ tịch' }];
    expect(built({ respondents }).respondents).toMatchObject([
      { type: 'organisation', name: 'UBND xã' },
      { type: 'person', person: { fullName: 'Lê Văn Đào' }, position: 'Chủ tịch' },
    ]);
  });

  it('puts rounds in order and numbers enforcement rows as they come', () => {
    const enforcements = [ENFORCEMENT_DRAFT, { ...ENFORCEMENT_DRAFT, peopleHandled: 2 }];
    const kase = built({ rounds: [aSecondRoundDraft(), aRoundDraft({ round: 1, enforcements })] });
    expect(kase.rounds.map((round) => round.round)).toEqual([1, 2]);
    expect(kase.rounds[0]?.enforcements).toMatchObject([{ ordinal: 1 }, { ordinal: 2, peopleHandled: 2 }]);
  });

  it('gives rounds without a number their position', () => {
    const rounds = [aRoundDraft(), aSecondRoundDraft({ round: undefined })];
    expect(built({ rounds }).rounds.map((round) => round.round)).toEqual([1, 2]);
  });

  it('seals files and gives a nameless one the name of its file', () => {
    const content = new Uint8Array([1, 2, 3]);
    const kase = built({
      attachments: [{ fileName: 'don.pdf', content, type: 'don' }, { title: 'không tệp' }],
    });
    expect(kase.attachments).toHaveLength(1);
    expect(kase.attachments[0]).toMatchObject({ title: 'don.pdf', fileName: 'don.pdf', typeCode: '1' });
    expect(kase.attachments[0]?.content.open()).toBe(content);
  });

  it('keeps an agent only with a name and a forwarder only with an agency', () => {
    const kase = built({ agent: { type: 'lawyer' }, forwardedBy: { documentDate: RECEIVED } });
    expect(kase.petitioners.identity.open().agent).toBeUndefined();
    expect(kase.petition.forwardedBy).toBeUndefined();
    const other = built({ agent: { fullName: 'Luật sư C' }, forwardedBy: { agency: 'CQ2' } });
    expect(other.petitioners.identity.open().agent).toMatchObject({ type: 'other' });
    expect(other.petition.forwardedBy).toMatchObject({ agencyCode: 'H507.03' });
  });
});
