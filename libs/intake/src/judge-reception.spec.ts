import { aDraft, aMappedRecord, aSourceInfo, day, judged, reasonsOf, START } from '../../../test/builders';
import type { CaseDraft } from '@kntc/domain';

const VISIT: CaseDraft = {
  ...aDraft(),
  channel: undefined,
  classification: undefined,
  handling: undefined,
  acceptance: undefined,
  reception: { date: day('2026-03-02'), result: 'Đã giải thích' },
};
const visited = (changes: Partial<CaseDraft> = {}, context: Parameters<typeof judged>[2] = {}) =>
  judged({ ...VISIT, ...changes }, { isBareReception: true }, context);

it('a visit that no petition came of has no channel, and needs neither channel nor field', () => {
  const judgement = visited();
  expect(judgement).toMatchObject({ class: 'noChannel', agencyId: 'thanh-tra-tinh' });
  expect(reasonsOf(judgement)).toEqual(['RECEPTION_WITHOUT_PETITION ']);
});

it('who came and what they said is sealed', () => {
  const judgement = visited();
  const shown = JSON.stringify(judgement);
  expect(shown).not.toContain(VISIT.petitioners?.[0]?.fullName ?? '?');
  expect(shown).not.toContain('Đã giải thích');
  expect(shown).toContain('[sealed]');
});

it.each<[string, Partial<CaseDraft>, string]>([
  ['without a day', { receivedDate: undefined, reception: {} }, 'MISSING_MANDATORY receivedDate'],
  ['without content', { content: undefined }, 'MISSING_MANDATORY content'],
  ['by nobody', { petitioners: [] }, 'MISSING_MANDATORY petitioners[0].fullName'],
  ['at an agency nobody knows', { receivingAgency: 'XYZ' }, 'UNKNOWN_CODE receivingAgency'],
  ['tomorrow', { reception: { date: day('2099-01-01') } }, 'DATE_ORDER reception.date'],
  ['on a day that is half known', { reception: { date: day('2026-03') } }, 'DATE_ORDER reception.date'],
])('one %s waits for its data', (_what, changes, reason) => {
  const judgement = visited(changes);
  expect(judgement.class).toBe('quarantined');
  expect(reasonsOf(judgement)).toContain(reason);
});

it('one that says nothing of its kind is counted all the same', () => {
  expect(visited({ kind: undefined })).toMatchObject({ class: 'noChannel', reception: { kind: undefined } });
});

it('one before the start date is over, and out of scope', () => {
  const judgement = visited(
    { reception: { date: day('2025-05-01') } },
    { source: aSourceInfo({ startDate: START }) },
  );
  expect([judgement.class, reasonsOf(judgement)]).toEqual([
    'outOfScope',
    ['BEFORE_START_CLOSED receivedDate'],
  ]);
});

it.each<[string, Partial<CaseDraft>, Parameters<typeof judged>[2]]>([
  ['that was a case before', {}, { isCase: true }],
  ['that was accepted', { acceptance: { date: day('2026-03-06') } }, {}],
])('one %s is for people', (_what, changes, context) => {
  const judgement = visited(changes, context);
  expect([judgement.class, reasonsOf(judgement)]).toEqual(['quarantined', ['CASE_WITHOUT_PETITION ']]);
});

it('is judged by the rule of the source alone: the same row without it is a petition', () => {
  expect(judged(aDraft(), {}).class).not.toBe('noChannel');
  expect(aMappedRecord(aDraft()).isBareReception).toBeUndefined();
});
