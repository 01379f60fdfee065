import type {
  ExpectedRecord,
  NationalProfile,
  ReadBack,
  ReadBackOutcome,
  RecordToReconcile,
  ShadowCompared,
  ShadowStore,
} from '@kntc/domain';
import { aCaseUpTo, aCodeBook } from '../../../test/builders';
import { FakeClock, fakeDigest, FakeNationalProfile, settled } from '../../../test/fakes';
import { CompareShadow } from './compare-shadow';

const clock = new FakeClock();
const signal = new AbortController().signal;
const NOTHING: ReadBackOutcome = { kind: 'shown', records: [], foreign: 0, isWhole: true };

/** Records in shadow, each given out until something was noted of it. */
class Parked implements ShadowStore {
  readonly noted: ShadowCompared[] = [];

  constructor(private records: readonly RecordToReconcile[]) {}

  next(): Promise<readonly RecordToReconcile[]> {
    return Promise.resolve(this.records);
  }

  note(results: readonly ShadowCompared[]): Promise<void> {
    this.noted.push(...results);
    const done = new Set(results.map(({ recordId }) => recordId));
    this.records = this.records.filter(({ recordId }) => !done.has(recordId));
    return Promise.resolve();
  }
}

/** Shows a name and a text; what it is asked for is written down. */
class ByHand implements ReadBack {
  readonly level = 'summary';
  readonly asked: string[] = [];
  answer: ReadBackOutcome = NOTHING;

  expected(): ExpectedRecord {
    const fields = [
      { name: 'petitioners[0].fullName', kind: 'name', value: 'Nguyễn Văn Hoà' },
      { name: 'content', kind: 'text', value: 'Đề nghị xem xét.' },
    ] as const;
    return { fields, unshown: [{ field: 'receivedDate', why: 'not-shown' }], carriesReference: true };
  }

  stepOf(): never {
    throw new Error('not asked');
  }

  byReference(reference: string): Promise<ReadBackOutcome> {
    this.asked.push(`reference ${reference}`);
    return Promise.resolve(this.answer);
  }

  byId(id: string): Promise<ReadBackOutcome> {
    this.asked.push(`id ${id}`);
    return Promise.resolve(this.answer);
  }

  shows(fullName: string, content: string): this {
    const fields = [
      { name: 'petitioners[0].fullName', kind: 'name', value: fullName },
      { name: 'content', kind: 'text', value: content },
    ] as const;
    this.answer = { kind: 'shown', records: [{ caseId: 'qg-1', fields }], foreign: 0, isWhole: true };
    return this;
  }
}

function record(changes: Partial<RecordToReconcile> = {}): RecordToReconcile {
  return {
    recordId: 'A',
    agencyId: 'H507.02',
    reference: 'REF-A',
    attemptNo: 0,
    case: aCaseUpTo('handling'),
    caseVersion: 3,
    steps: [],
    renditions: [],
    isAdopted: false,
    agreed: new Map(),
    ...changes,
  };
}

async function compared(
  readBack: ByHand,
  ...records: readonly RecordToReconcile[]
): Promise<readonly ShadowCompared[]> {
  const store = new Parked(records);
  const profile: NationalProfile = Object.assign(new FakeNationalProfile({ clock }), { readBack });
  const comparing = new CompareShadow(
    { store, profile, codeBook: aCodeBook, keyedDigest: fakeDigest, clock },
    60_000,
  );
  const turning = comparing.turn(signal);
  await settled();
  await clock.advance(60_000);
  await turning;
  return store.noted;
}

describe('a record in shadow', () => {
  it('agrees field by field with what was entered by hand, however it was written', async () => {
    const far = new ByHand().shows('NGUYỄN VĂN HÒA', 'Đề nghị  xem xét.');
    expect(await compared(far, record())).toEqual([
      {
        recordId: 'A',
        agencyId: 'H507.02',
        caseVersion: 3,
        class: 'agrees',
        nationalId: 'qg-1',
        same: ['petitioners[0].fullName', 'content'],
        differs: [],
      },
    ]);
  });

  it('differs in the field that was entered otherwise, and in no other', async () => {
    const far = new ByHand().shows('Nguyễn Văn Hoà', 'Một nội dung khác.');
    expect(await compared(far, record())).toMatchObject([
      { class: 'differs', same: ['petitioners[0].fullName'], differs: ['content'] },
    ]);
  });

  it('is looked up under the id that its source names, else under its reference', async () => {
    const far = new ByHand();
    await compared(far, record(), record({ recordId: 'B', claimedId: 'qg-9' }));
    expect(far.asked).toEqual(['reference REF-A', 'id qg-9']);
  });

  it('is not found where nothing is shown, and unknown where nothing was answered', async () => {
    const far = new ByHand();
    expect(await compared(far, record())).toMatchObject([{ class: 'notFound', same: [], differs: [] }]);
    far.answer = { kind: 'failed', reason: 'timeout' };
    expect(await compared(far, record())).toMatchObject([{ class: 'unknown' }]);
  });

  it('waits where the far side asks for rest', async () => {
    const far = new ByHand();
    far.answer = { kind: 'failed', reason: 'http-429', pause: { code: 'GW_N204' } };
    expect(await compared(far, record(), record({ recordId: 'B' }))).toEqual([]);
    expect(far.asked).toHaveLength(1);
  });
});
