import type { ExpectedRecord, ReadBack, ReadBackOutcome } from '@kntc/domain';

/** Nothing stands there. */
export const NOTHING: ReadBackOutcome = { kind: 'shown', records: [], foreign: 0, isWhole: true };

/** A far side that shows nothing but what the test says. */
export class Shown implements ReadBack {
  readonly level = 'summary';
  readonly asked: string[] = [];
  readonly expectedOf: string[] = [];
  answer: (reference: string) => ReadBackOutcome = (reference) => ({
    kind: 'shown',
    records: [{ caseId: `QG-${reference}`, reference, fields: [] }],
    foreign: 0,
    isWhole: true,
  });

  /** What should be shown, one after the other as it is asked. */
  fields: ExpectedRecord['fields'] = [];

  expected({ plan }: Parameters<ReadBack['expected']>[0]): ExpectedRecord {
    const field = this.fields[this.expectedOf.length];
    this.expectedOf.push(plan.steps[0]?.contentDigest ?? '');
    return { fields: field === undefined ? [] : [field], unshown: [], carriesReference: true };
  }

  stepOf(): undefined {
    return undefined;
  }

  byReference(reference: string): Promise<ReadBackOutcome> {
    this.asked.push(reference);
    return Promise.resolve(this.answer(reference));
  }

  byId(): Promise<ReadBackOutcome> {
    this.asked.push('id');
    return Promise.resolve(NOTHING);
  }
}
