import type { ExpectedField, ReadBackOutcome, ShownField, ShownRecord } from '../ports/read-back';
import { compareRecord, type ComparableRecord } from './compare-record';
import type { FieldDigest } from './compare-fields';

const OURS = 'BDI-7K3Q9F2MX4T8A';
const THEIRS = 'BDI-0000000000000';
const ID = '3F2B8C1E-0000-0000-0000-000000000001';
const OTHER = '3f2b8c1e-0000-0000-0000-000000000002';
const digest: FieldDigest = (field, comparable) => `${field}=${comparable}`;

const NAME: ExpectedField = { name: 'name', kind: 'name', value: 'Nguyễn Văn Hoà', tells: 'who' };
const NUMBER: ExpectedField = { name: 'number', kind: 'number', value: '037081000123', tells: 'who' };
const CONTENT: ExpectedField = {
  name: 'content',
  kind: 'text',
  value: 'Khiếu nại quyết định thu hồi đất.\nĐề nghị xem xét lại.',
  tells: 'what',
};

function ours(changes: Partial<ComparableRecord> = {}): ComparableRecord {
  return {
    reference: OURS,
    nationalId: ID,
    hasReference: true,
    isAbsenceProof: true,
    expected: { fields: [NAME, NUMBER, CONTENT], unshown: [], carriesReference: true },
    agreed: new Map(),
    digest,
    ...changes,
  };
}

function row(changes: Partial<Record<string, string>> = {}, more: Partial<ShownRecord> = {}): ShownRecord {
  const fields = [NAME, NUMBER, CONTENT].map(({ name, kind, value }): ShownField => ({
    name,
    kind,
    value: changes[name] ?? value,
  }));
  return { caseId: ID.toLowerCase(), reference: OURS, fields, ...more };
}

function shown(...records: readonly ShownRecord[]): ReadBackOutcome {
  return { kind: 'shown', records, foreign: 0, isWhole: true };
}

const NOTHING = shown();
const codes = (verdict: ReturnType<typeof compareRecord>): readonly string[] =>
  verdict.kind === 'compared' ? verdict.findings.map(({ code }) => code) : [verdict.kind];
const classed = (verdict: ReturnType<typeof compareRecord>): string | undefined =>
  verdict.kind === 'compared' ? verdict.class : undefined;

describe('a record that both sides know', () => {
  it('is matching after one look-up, and both sides agree on what was shown', () => {
    const verdict = compareRecord(ours(), shown(row()));
    expect(classed(verdict)).toBe('matching');
    expect(codes(verdict)).toEqual([]);
    expect(verdict).toMatchObject({
      agreed: new Map([
        ['name', 'name=nguyễn văn hòa'],
        ['number', 'number=037081000123'],
        ['content', `content=${CONTENT.value.replace('\n', ' ')}`],
      ]),
    });
  });

  it('is agreed on in every field where the far side says that it stands as acknowledged', () => {
    const verdict = compareRecord(ours(), shown(row({}, { fields: [], isAsAcknowledged: true })));
    expect(verdict).toMatchObject({ class: 'matching', findings: [], notCompared: [] });
    expect(verdict.kind === 'compared' && [...verdict.agreed.keys()]).toEqual(['name', 'number', 'content']);
  });

  it.each([
    ['letter case and blanks of a name', { name: ' NGUYỄN  VĂN HOÀ ' }],
    ['the place of a tone', { name: 'Nguyễn Văn Hòa' }],
    ['composed letters', { name: 'Nguyễn Văn Hoà'.normalize('NFD') }],
    ['line ends', { content: CONTENT.value.replace('\n', '\r\n') }],
    ['blanks within a number', { number: '037 081 000 123' }],
  ])('does not differ by %s', (_what, changes) => {
    expect(codes(compareRecord(ours(), shown(row(changes))))).toEqual([]);
  });

  it.each([
    ['a lost mark', { name: 'Nguyen Van Hoa' }, 'name'],
    ['another number', { number: '037081000124' }, 'number'],
    ['an emptied number', { number: '' }, 'number'],
    ['a sentence more', { content: `${CONTENT.value} Đã xử lý.` }, 'content'],
  ])('differs by %s, in that field alone', (_what, changes, field) => {
    const verdict = compareRecord(ours(), shown(row(changes)));
    expect(classed(verdict)).toBe('different');
    expect(verdict).toMatchObject({ findings: [{ code: 'FIELDS_DIFFER', fields: [{ field }] }] });
  });

  it('says of each field that this interface does not show that it was not compared', () => {
    const unshown = [{ field: 'handling', why: 'not-shown' } as const];
    const expected = { fields: [NAME], unshown, carriesReference: true };
    expect(compareRecord(ours({ expected }), shown(row()))).toMatchObject({
      class: 'matching',
      notCompared: unshown,
    });
  });
});

describe('what the law lets the far side hide', () => {
  const hiding = ours({
    expected: {
      fields: [{ ...NAME, mayBeHidden: true }, { ...NUMBER, mayBeHidden: true }, CONTENT],
      unshown: [],
      carriesReference: true,
    },
  });

  it.each(['', '***', 'Giữ bí mật', 'Nguyễn ***'])('is not a difference when it shows «%s»', (name) => {
    const verdict = compareRecord(hiding, shown(row({ name })));
    expect(verdict).toMatchObject({ class: 'matching', notCompared: [{ field: 'name', why: 'hidden' }] });
  });

  it.each(['Trần ***', 'Lê Thị Bình'])('is one when it shows «%s»', (name) => {
    expect(codes(compareRecord(hiding, shown(row({ name }))))).toEqual(['FIELDS_DIFFER']);
  });
});

describe('what both sides agreed on before', () => {
  const derived = (agreed: ReadonlyMap<string, string>): ComparableRecord =>
    ours({
      agreed,
      expected: { fields: [{ ...CONTENT, isDerived: true }], unshown: [], carriesReference: true },
    });
  const renamed = row({ content: 'Tên lĩnh vực cũ' });

  it('tells a code that a list renamed from a text somebody changed', () => {
    const before = new Map([['content', 'content=Tên lĩnh vực cũ']]);
    expect(codes(compareRecord(derived(before), shown(renamed)))).toEqual([]);
    const other = new Map([['content', 'content=Một tên khác']]);
    expect(codes(compareRecord(derived(other), shown(renamed)))).toEqual(['FIELDS_DIFFER']);
  });

  it('is needed for it: without, the field is not compared', () => {
    expect(compareRecord(derived(new Map()), shown(renamed))).toMatchObject({
      class: 'matching',
      notCompared: [{ field: 'content', why: 'derived' }],
    });
  });

  it('shows that an update which was confirmed is lost there', () => {
    const agreed = new Map([['name', 'name=lê văn an']]);
    expect(codes(compareRecord(ours({ agreed }), shown(row({ name: 'Lê Văn An' }))))).toEqual([
      'UPDATE_LOST',
    ]);
  });

  it('is all there is to compare with where what was sent cannot be made again', () => {
    const agreed = new Map([['name', 'name=nguyễn văn hòa']]);
    const without = ours({ expected: undefined, agreed });
    expect(compareRecord(without, shown(row()))).toMatchObject({
      class: 'matching',
      notCompared: [
        { field: 'number', why: 'base-unknown' },
        { field: 'content', why: 'base-unknown' },
      ],
    });
    expect(codes(compareRecord(without, shown(row({ name: 'Lê Văn An' }))))).toEqual(['FIELDS_DIFFER']);
  });

  it('keeps what they agreed on of a field that differs now', () => {
    const agreed = new Map([['name', 'name=trước']]);
    const verdict = compareRecord(ours({ agreed }), shown(row({ name: 'Lê Văn An' })));
    expect(verdict.kind === 'compared' && verdict.agreed.get('name')).toBe('name=trước');
  });
});

describe('a record that is not there under its reference', () => {
  it('is asked for by its id before anything is said', () => {
    expect(compareRecord(ours(), NOTHING)).toEqual({ kind: 'ask-id' });
  });

  it('has vanished where neither look-up finds it and absence is a proof', () => {
    const verdict = compareRecord(ours(), NOTHING, NOTHING);
    expect([classed(verdict), codes(verdict)]).toEqual(['onlyLocal', ['ID_VANISHED']]);
  });

  it('has not, as far as anybody knows, where absence proves nothing', () => {
    const unproven = { kind: 'unanswered', reason: 'absence-not-proven' };
    expect(compareRecord(ours({ isAbsenceProof: false }), NOTHING, NOTHING)).toEqual(unproven);
    const partly: ReadBackOutcome = { kind: 'shown', records: [], foreign: 50, isWhole: false };
    expect(compareRecord(ours(), partly, NOTHING)).toEqual(unproven);
  });

  it.each<[string, ReadBackOutcome, ReadBackOutcome, string[]]>([
    ['another reference', NOTHING, shown(row({}, { reference: THEIRS })), ['ID_REASSIGNED']],
    [
      'another reference, and ours under another id',
      shown(row({}, { caseId: OTHER })),
      shown(row({}, { reference: THEIRS })),
      ['ID_REASSIGNED'],
    ],
    ['nothing, and ours under another id', shown(row({}, { caseId: OTHER })), NOTHING, ['ID_MOVED']],
    [
      'no reference, and ours under another id',
      shown(row({}, { caseId: OTHER })),
      shown(row({}, { reference: undefined })),
      ['ID_MOVED'],
    ],
    [
      'no reference and nothing of the case',
      NOTHING,
      shown(row({ name: 'Lê An', number: '1', content: 'Khác' }, { reference: undefined })),
      ['ID_REASSIGNED'],
    ],
    [
      'no reference, and another matter of the same people',
      NOTHING,
      shown(row({ content: 'Khác' }, { reference: undefined })),
      ['ID_REASSIGNED'],
    ],
    [
      'no reference, and the text of the case',
      NOTHING,
      shown(row({ name: 'Lê An' }, { reference: undefined })),
      ['FIELDS_DIFFER'],
    ],
    ['our reference after all', NOTHING, shown(row()), []],
  ])('shows under its id %s', (_what, byReference, byId, expected) => {
    expect(codes(compareRecord(ours(), byReference, byId))).toEqual(expected);
  });

  it('is read by its id alone where look-ups by reference prove nothing', () => {
    const unclear: ReadBackOutcome = { kind: 'failed', reason: 'content-not-shown' };
    expect(compareRecord(ours(), unclear)).toEqual({ kind: 'ask-id' });
    const cut = row({ content: CONTENT.value.slice(0, 30) }, { reference: undefined });
    expect(compareRecord(ours(), unclear, shown(cut))).toMatchObject({
      class: 'matching',
      notCompared: [{ field: 'content', why: 'cut' }],
    });
  });

  it('is unknown while the far side does not answer', () => {
    const failed: ReadBackOutcome = { kind: 'failed', reason: 'timeout' };
    expect(compareRecord(ours(), failed)).toMatchObject({ kind: 'unanswered', reason: 'timeout' });
    expect(compareRecord(ours(), NOTHING, failed)).toMatchObject({ kind: 'unanswered' });
  });
});

describe('what else a far side shows', () => {
  it('names the ids of doubles, and goes on with the confirmed one', () => {
    const verdict = compareRecord(ours(), shown(row(), row({}, { caseId: OTHER })));
    expect(verdict).toMatchObject({
      class: 'onlyNational',
      findings: [{ code: 'DUPLICATE_THERE', nationalIds: [OTHER] }],
    });
  });

  it('counts rows of others, and keeps nothing of them', () => {
    const verdict = compareRecord(ours(), { kind: 'shown', records: [row()], foreign: 3, isWhole: false });
    expect(verdict).toMatchObject({ class: 'matching', findings: [], foreign: 3 });
  });

  it('takes the row that fits where several stand under one id', () => {
    expect(codes(compareRecord(ours(), shown(row({ name: 'X' }), row())))).toEqual([]);
  });

  it('finds what was never sent', () => {
    const unsent = ours({ nationalId: undefined, expected: undefined });
    expect(codes(compareRecord(unsent, shown(row())))).toEqual(['FOUND_UNSENT']);
    expect(classed(compareRecord(unsent, NOTHING))).toBe('matching');
  });
});

describe('a record that carries no reference', () => {
  const adopted = ours({ hasReference: false });
  const bare = (changes: Partial<Record<string, string>>): ReadBackOutcome =>
    shown(row(changes, { reference: undefined }));

  it('is compared by its id alone', () => {
    expect(compareRecord(adopted, undefined)).toEqual({ kind: 'ask-id' });
    expect(codes(compareRecord(adopted, undefined, bare({})))).toEqual([]);
    expect(codes(compareRecord(adopted, undefined, bare({ content: 'Khác' })))).toEqual(['FIELDS_DIFFER']);
  });

  it("is somebody else's when nothing of it agrees", () => {
    const strange = bare({ name: 'Lê An', number: '1', content: 'Khác' });
    expect(codes(compareRecord(adopted, undefined, strange))).toEqual(['ID_REASSIGNED']);
  });
});
