import { aDraft, aMappedRecord } from '../../../../test/builders';
import type { MappedRecord } from './mapped-record';
import { approvalOfOverlay, fitOfOverlay, overlaysInForce, saidBySource, withOverlays } from './overlays';

const without = (...fields: readonly string[]): MappedRecord =>
  aMappedRecord(Object.fromEntries(Object.entries(aDraft()).filter(([name]) => !fields.includes(name))));

it('fills a field the source lacks, and leaves every other as it is', () => {
  const mapped = without('channel');
  const { draft, issues } = withOverlays(mapped, [{ field: 'channel', value: 'BC' }]);
  expect(draft).toEqual({ ...mapped.draft, channel: 'BC' });
  expect(issues).toEqual(mapped.issues);
});

it('fills a field of a person, and adds the first missing one', () => {
  const mapped = aMappedRecord({ petitioners: [{ fullName: 'A' }] });
  const { draft } = withOverlays(mapped, [
    { field: 'petitioners[0].idNumber', value: '052160123456' },
    { field: 'petitioners[1].fullName', value: 'B' },
  ]);
  expect(draft.petitioners).toEqual([{ fullName: 'A', idNumber: '052160123456' }, { fullName: 'B' }]);
});

it('takes the place of a value nobody could read, and its complaint goes', () => {
  const issues = [
    { code: 'BAD_DATE', field: 'receivedDate' },
    { code: 'BAD_DATE', field: 'writtenDate' },
  ] as const;
  const mapped = { ...without('receivedDate'), issues };
  const done = withOverlays(mapped, [{ field: 'receivedDate', value: '2026-03-01' }]);
  expect(done.draft.receivedDate).toBe('2026-03-01');
  expect(done.issues).toEqual([issues[1]]);
});

it('is never written over what the source says: another value there stops the record', () => {
  const mapped = aMappedRecord({ content: 'Của nguồn' });
  const done = withOverlays(mapped, [{ field: 'content', value: 'Của người' }]);
  expect(done.draft.content).toBe('Của nguồn');
  expect(done.issues).toEqual([{ code: 'OVERLAY_CONFLICT', field: 'content' }]);
});

it('stands in the place of exactly the value that people decided over, and of no other', () => {
  const mapped = aMappedRecord({ content: 'Của nguồn' });
  const over = saidBySource(mapped, 'content');
  const overlay = { field: 'content', value: 'Của CSDLQG', over };
  const done = withOverlays(mapped, [overlay]);
  expect([done.draft.content, done.issues]).toEqual(['Của CSDLQG', []]);
  const later = withOverlays(aMappedRecord({ content: 'Nguồn đã đổi' }), [overlay]);
  expect(later.draft.content).toBe('Nguồn đã đổi');
  expect(later.issues).toEqual([{ code: 'OVERLAY_CONFLICT', field: 'content' }]);
});

it('is nothing any more once the source says the same', () => {
  const mapped = aMappedRecord({ content: 'Như nhau' });
  expect(withOverlays(mapped, [{ field: 'content', value: 'Như nhau' }])).toEqual(mapped);
});

it('nor when they differ in capital letters only; a mark is another value', () => {
  const mapped = aMappedRecord({ petitioners: [{ fullName: 'Nguyễn Văn Tám' }] });
  const said = (value: string) => withOverlays(mapped, [{ field: 'petitioners[0].fullName', value }]);
  expect(said('nguyễn văn tám')).toEqual(mapped);
  expect(said('Nguyễn Văn Tấm').issues).toEqual([
    { code: 'OVERLAY_CONFLICT', field: 'petitioners[0].fullName' },
  ]);
});

it.each([
  ['petitioners[1].fullName', 'no-place'],
  ['petitioners[0].fullName', 'fits'],
  ['rounds[0].agency', 'fits'],
  ['content', 'said-by-source'],
] as const)('%s of a record without people: %s', (field, fit) => {
  expect(fitOfOverlay(aMappedRecord({ content: 'Có' }), field)).toBe(fit);
});

describe('secrecy', () => {
  const fields = [{ field: 'petitioners[0].fullName' }, { field: 'channel' }];

  it.each([
    ['TC', 'not-read', ['channel']],
    [undefined, 'not-read', ['channel']],
    ['KN', 'not-read', ['petitioners[0].fullName', 'channel']],
    ['TC', 'withheld', ['petitioners[0].fullName', 'channel']],
  ] as const)('of a %s under %s these count: %j', (kind, policy, inForce) => {
    expect(overlaysInForce(fields, { kind, policy }).map(({ field }) => field)).toEqual(inForce);
  });

  it.each([
    ['channel', 'TC', 'judgement'],
    ['petitioners[0].idNumber', 'KN', 'judgement'],
    ['petitioners[0].idNumber', 'TC', 'content'],
    ['petitioners[0].idNumber', undefined, 'content'],
    ['kind', 'KN', 'content'],
  ] as const)('%s of a %s is decided as %s', (field, kind, asked) => {
    expect(approvalOfOverlay(field, kind)).toBe(asked);
  });
});
