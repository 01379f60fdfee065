import type {
  NationalProfile,
  ReadBack,
  ReadBackOutcome,
  RecordToReconcile,
  SeveralReads,
} from '@kntc/domain';
import { FakeClock, FakeNationalProfile } from '../../../test/fakes';
import { PageLooks } from './page-looks';

const NOTHING: ReadBackOutcome = { kind: 'shown', records: [], foreign: 0, isWhole: true };
const signal = new AbortController().signal;

function record(name: string, changes: Partial<RecordToReconcile> = {}): RecordToReconcile {
  return {
    reference: name,
    agencyId: 'H507.01',
    nationalId: `QG-${name}`,
    isAdopted: false,
    ...changes,
  } as RecordToReconcile;
}

function shownUnder(caseId: string, reference: string): ReadBackOutcome {
  return { kind: 'shown', records: [{ caseId, reference, fields: [] }], foreign: 0, isWhole: true };
}

/** A far side that holds everything under its id but what is named `gone`. */
class Shows implements ReadBack {
  readonly level = 'full';
  readonly asked: string[] = [];
  turns = 0;
  failure: Extract<ReadBackOutcome, { readonly kind: 'failed' }> | undefined;

  readonly several: SeveralReads = {
    atOnce: 100,
    byReference: (references) => this.#together(references),
    byId: (ids) => this.#together(ids),
  };

  expected(): never {
    throw new Error('not asked');
  }

  stepOf(): never {
    throw new Error('not asked');
  }

  byReference(reference: string): Promise<ReadBackOutcome> {
    this.asked.push(reference);
    return Promise.resolve(this.#of(reference));
  }

  byId(id: string): Promise<ReadBackOutcome> {
    this.asked.push(id);
    return Promise.resolve(NOTHING);
  }

  looks(...records: readonly RecordToReconcile[]): PageLooks {
    const profile: NationalProfile = new FakeNationalProfile({
      clock: new FakeClock(),
      accounts: { mot: ['H507.01'], hai: ['H507.02'] },
    });
    const turn = (): Promise<void> => Promise.resolve(void (this.turns += 1));
    return new PageLooks(records, { profile, readBack: this, turn }, signal);
  }

  #together(keys: readonly string[]): ReturnType<SeveralReads['byId']> {
    this.asked.push(keys.join('+'));
    return Promise.resolve(
      this.failure ?? {
        kind: 'shown',
        of: new Map(keys.map((key) => [key.startsWith('QG') ? key.toLowerCase() : key, this.#of(key)])),
      },
    );
  }

  #of(key: string): ReadBackOutcome {
    return key.includes('gone') ? NOTHING : shownUnder(`QG-${key}`, key);
  }
}

describe('look-ups of a page', () => {
  it('are one request for all records of an account', async () => {
    const far = new Shows();
    const [a, b, c] = [record('A'), record('B'), record('C', { agencyId: 'H507.02' })];
    const looks = far.looks(a, b, c);
    for (const one of [a, b, c]) expect(await looks.byReference(one)).toMatchObject({ records: [{}] });
    expect(far.asked).toEqual(['A+B', 'C']);
    expect(far.turns).toBe(2);
  });

  it('ask by id, again at once, for what was not shown under its id', async () => {
    const far = new Shows();
    const records = [record('A'), record('gone-1'), record('gone-2'), record('kept', { isAdopted: true })];
    const looks = far.looks(...records);
    for (const one of records.slice(0, 3)) await looks.byReference(one);
    for (const one of records.slice(1)) await looks.byId(one);
    expect(far.asked).toEqual(['A+gone-1+gone-2', 'QG-gone-1+QG-gone-2+QG-kept']);
  });

  it('are made one by one where the answer for all is none', async () => {
    const far = new Shows();
    far.failure = { kind: 'failed', reason: 'shape' };
    const [a, b] = [record('A'), record('B')];
    const looks = far.looks(a, b);
    for (const one of [a, b]) expect(await looks.byReference(one)).toMatchObject({ records: [{}] });
    expect(far.asked).toEqual(['A+B', 'A', 'B']);
  });

  it('end at once where the account must rest', async () => {
    const far = new Shows();
    far.failure = { kind: 'failed', reason: 'http-429', pause: { code: 'GW_N204' } };
    const looks = far.looks(record('A'), record('B'));
    expect(await looks.byReference(record('A'))).toMatchObject({
      kind: 'failed',
      pause: { code: 'GW_N204' },
    });
    expect(far.asked).toEqual(['A+B']);
  });
});
