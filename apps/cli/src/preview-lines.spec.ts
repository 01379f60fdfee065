import type { RecordIssue } from '@kntc/domain';
import { hideDenouncers, previewLines } from './preview-lines';
import { summaryLines, summaryOf, withSentences } from './preview-summary';
import type { JudgedRecord } from './preview-summary';

const MANY: RecordIssue = {
  code: 'MANY_PEOPLE_IN_ONE_FIELD',
  field: 'petitioners[0].fullName',
  masked: 'T•••u',
};
const NO_CONTENT: RecordIssue = { code: 'MISSING_MANDATORY', field: 'content' };

function aRecord(kind: string | undefined, judgement?: Partial<JudgedRecord['judgement']>): JudgedRecord {
  return {
    localKey: 'A-1',
    draft: {
      ...(kind === undefined ? {} : { kind }),
      receivedDate: '2026-03-02',
      petitioners: [{ fullName: 'T•••u' }],
    },
    issues: [MANY],
    warnings: [],
    repairs: [],
    judgement: judgement && { class: 'quarantined', reasons: [], warnings: [], ...judgement },
  };
}

it('shows fields by path with their Vietnamese names, and issues as sentences', () => {
  const lines = previewLines(aRecord('KN')).join('\n');
  expect(lines).toContain('petitioners[0].fullName (Người khiếu nại, tố cáo › Họ tên) = T•••u');
  expect(lines).toContain('Trường Người khiếu nại, tố cáo › Họ tên chứa tên của nhiều người.');
});

it.each(['TC', undefined])('hides even masked letters of people when the kind is %s', (kind) => {
  const shown = JSON.stringify(hideDenouncers(aRecord(kind, { reasons: [MANY], warnings: [MANY] })));
  expect(shown).not.toContain('T•••u');
  expect(shown).toContain('2026-03-02');
});

it('leaves complaints as the preview masked them', () => {
  expect(hideDenouncers(aRecord('KN'))).toEqual(aRecord('KN'));
});

it('says what intake would decide and every reason once, in the words of the result workbook', () => {
  const lines = previewLines(aRecord('KN', { reasons: [MANY, NO_CONTENT] }));
  expect(lines.filter((line) => line.includes('MANY_PEOPLE'))).toHaveLength(1);
  const verdict = lines.indexOf('  → chờ bổ sung');
  expect(lines[verdict + 2]).toContain('MISSING_MANDATORY Thiếu thông tin bắt buộc: Nội dung');
  expect(previewLines(aRecord('KN', { class: 'accepted' }))).toContain('  → tiếp nhận');
  expect(previewLines(aRecord('KN')).join()).not.toContain('→');
});

it('counts records by class and by cause, the same field of several people once', () => {
  const second = { ...MANY, field: 'petitioners[1].fullName' };
  const records = [
    aRecord('KN', { reasons: [MANY, second, NO_CONTENT] }),
    aRecord('KN', { reasons: [NO_CONTENT] }),
    aRecord('KN', { class: 'accepted' }),
    aRecord('TC', { class: 'waiting', reasons: [{ code: 'NO_IDENTITY_POLICY', field: '' }] }),
  ];
  const lines = summaryLines('so', records.length, summaryOf(records));
  expect(lines[0]).toBe('4 hồ sơ của nguồn so: 1 tiếp nhận, 1 chờ, 2 chờ bổ sung.');
  expect(lines.slice(1).map((line) => line.split(' ').slice(0, 7).join(' ').trim())).toEqual([
    expect.stringMatching(/^1 chờ: NO_IDENTITY_POLICY/),
    expect.stringMatching(/^2 chờ bổ sung: MISSING_MANDATORY/),
    expect.stringMatching(/^1 chờ bổ sung: MANY_PEOPLE/),
  ]);
});

it('says only how many records there are when none could be judged', () => {
  expect(summaryLines('so', 1, summaryOf([aRecord('KN')]))).toEqual(['1 hồ sơ của nguồn so.']);
  expect(withSentences(aRecord('KN'))).not.toHaveProperty('judgement');
});

it('gives programs the sentences of each reason', () => {
  expect(withSentences(aRecord('KN', { reasons: [NO_CONTENT] }))).toMatchObject({
    judgement: {
      reasons: [
        {
          code: 'MISSING_MANDATORY',
          text: [expect.stringContaining('Nội dung'), expect.any(String), expect.any(String)],
        },
      ],
    },
  });
});
