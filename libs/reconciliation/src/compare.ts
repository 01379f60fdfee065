import { comparableOf, compareRecord, fieldDigest, stepName, withWays } from '@kntc/domain';
import type {
  CodeBook,
  ComparableRecord,
  ComparisonVerdict,
  ExpectedRecord,
  FieldState,
  IdentityPolicy,
  KeyedDigest,
  NationalProfile,
  Ownership,
  ReadBack,
  RecordToReconcile,
  StepPlan,
} from '@kntc/domain';
import type { PageLooks } from './page-looks';

export interface ComparePorts {
  readonly profile: Pick<NationalProfile, 'capabilities' | 'plan'>;
  readonly readBack: ReadBack;
  readonly codeBook: () => CodeBook;
  readonly keyedDigest: KeyedDigest;
  /** Whose a field is when both sides differ; default: `DEFAULT_OWNERSHIP`. */
  readonly ownership?: Ownership | undefined;
  readonly looks: Pick<PageLooks, 'byReference' | 'byId'>;
}

export type Concluded = Exclude<ComparisonVerdict, { readonly kind: 'ask-id' }>;

/** Compares one record with one look-up, or two where the first does not settle it. Reads only. */
export async function compareOne(record: RecordToReconcile, ports: ComparePorts): Promise<Concluded> {
  const ours = comparable(record, ports);
  const byReference = ours.hasReference ? await ports.looks.byReference(record) : undefined;
  const first = compareRecord(ours, byReference);
  if (first.kind !== 'ask-id') return merged(first, record, ports);
  const second = compareRecord(ours, byReference, await ports.looks.byId(record));
  return second.kind === 'ask-id'
    ? { kind: 'unanswered', reason: 'undecided' }
    : merged(second, record, ports);
}

/** Says of each differing field whose it is and what becomes of it. */
function merged(verdict: Concluded, record: RecordToReconcile, ports: ComparePorts): Concluded {
  if (verdict.kind !== 'compared' || verdict.findings.every(({ fields }) => fields.length === 0))
    return verdict;
  const { ownership } = ports;
  const present = presentOf(record, ports);
  return { ...verdict, findings: verdict.findings.map((one) => withWays(one, { present, ownership })) };
}

/** The newest local content by field, where it is another than what was confirmed. */
function presentOf(record: RecordToReconcile, ports: ComparePorts): FieldState | undefined {
  const { profile, readBack, codeBook } = ports;
  const { present: kase, identityPolicy, steps } = record;
  if (kase === undefined) return undefined;
  const plan = planned({ ...record, case: kase }, profile, { identityPolicy, codeBook: codeBook() });
  if (plan === undefined) return undefined;
  const confirmed = new Set(steps.map(({ key }) => stepName(key)));
  const { fields } = readBack.expected({ kind: kase.kind, plan, confirmed });
  const digest = fieldDigest(ports.keyedDigest);
  return new Map(fields.map((field) => [field.name, digest(field.name, comparableOf(field))]));
}

function comparable(record: RecordToReconcile, ports: ComparePorts): ComparableRecord {
  const { lookupByReference } = ports.profile.capabilities;
  const expected = record.nationalId === undefined ? undefined : expectedOf(record, ports);
  const isSearchable = lookupByReference !== 'no' && !record.isAdopted;
  return {
    reference: record.reference,
    nationalId: record.nationalId,
    hasReference: isSearchable && (expected?.carriesReference ?? true),
    isAbsenceProof: lookupByReference === 'proven',
    expected,
    agreed: record.agreed,
    digest: fieldDigest(ports.keyedDigest),
  };
}

/**
 * What should be shown, made again from the state that was confirmed last. `undefined` when what comes out is provably not what
 * was sent (another policy, another rendition, another program): then only earlier agreement tells.
 */
function expectedOf(
  record: RecordToReconcile,
  { profile, readBack, codeBook }: ComparePorts,
): ExpectedRecord | undefined {
  const sent = record.steps.find(({ key }) => key.kind === 'case');
  for (const identityPolicy of policiesOf(record)) {
    const plan = planned(record, profile, { identityPolicy, codeBook: codeBook() });
    const made = plan?.steps.find(({ key }) => key.kind === 'case');
    if (plan === undefined || made?.contentDigest !== sent?.contentDigest) continue;
    const confirmed = new Set(record.steps.map(({ key }) => stepName(key)));
    const digests = new Map(record.steps.map(({ key, contentDigest }) => [stepName(key), contentDigest]));
    return readBack.expected({ kind: record.case.kind, plan, confirmed, digests });
  }
  return undefined;
}

/** The policy may have changed since it was sent: the digest tells which one it was. */
function policiesOf({
  case: { kind },
  identityPolicy,
}: RecordToReconcile): readonly (IdentityPolicy | undefined)[] {
  if (kind !== 'TC') return [undefined];
  const others = (['withheld', 'transmitted'] as const).filter((one) => one !== identityPolicy);
  return identityPolicy === undefined ? others : [identityPolicy, ...others];
}

function planned(
  { case: kase, reference, renditions }: RecordToReconcile,
  profile: Pick<NationalProfile, 'plan'>,
  {
    identityPolicy,
    codeBook,
  }: { readonly identityPolicy: IdentityPolicy | undefined; readonly codeBook: CodeBook },
): StepPlan | undefined {
  try {
    return profile.plan(kase, { reference, identityPolicy, codeBook, renditions });
  } catch {
    // What cannot be planned any more (marked secret meanwhile) is compared with earlier agreement only.
    return undefined;
  }
}
