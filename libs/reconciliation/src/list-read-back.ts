import type { ListedRecords, ReadBack, ReadBackOutcome, ShownRecord } from '@kntc/domain';

/** A list from the national web read as if each row had been looked up: nothing is asked over any wire. */
export class ListReadBack {
  readonly #byReference = new Map<string, ShownRecord[]>();
  readonly #byId = new Map<string, ShownRecord[]>();

  /** @param isWhole everything of the agency is in the list: what is not there does not stand there */
  constructor(
    { records }: ListedRecords,
    private readonly isWhole: boolean,
  ) {
    for (const record of records) {
      add(this.#byId, record.caseId.toLowerCase(), record);
      if (record.reference !== undefined) add(this.#byReference, record.reference, record);
    }
  }

  byReference(reference: string): Promise<ReadBackOutcome> {
    return Promise.resolve(this.#shown(this.#byReference.get(reference)));
  }

  byId(caseId: string): Promise<ReadBackOutcome> {
    return Promise.resolve(this.#shown(this.#byId.get(caseId.toLowerCase())));
  }

  #shown(records: readonly ShownRecord[] = []): ReadBackOutcome {
    return { kind: 'shown', records, foreign: 0, isWhole: this.isWhole };
  }
}

/** What should be shown is asked of the profile, what is shown of the list. */
export function readingList(readBack: ReadBack, list: ListReadBack): ReadBack {
  return {
    level: readBack.level,
    expected: (sent) => readBack.expected(sent),
    stepOf: (field) => readBack.stepOf(field),
    byReference: (reference) => list.byReference(reference),
    byId: (caseId) => list.byId(caseId),
  };
}

function add(into: Map<string, ShownRecord[]>, key: string, record: ShownRecord): void {
  into.set(key, [...(into.get(key) ?? []), record]);
}
