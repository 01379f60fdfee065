import { cellsDigest, ENTRY_LEFT_OUT } from '@kntc/domain';
import type { ApprovalKind, DueRecord, EntryLeftOut, EntryPlan } from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import type { PgApprovals } from '../access/pg-approvals';
import { NOT_CHECKED, TO_ENTER } from '../lanes/lane-statements';
import type { Command } from '../operations/operation';
import { unlessTaken } from '../rows/unless-taken';
import type { BookTools } from './entry-book';
import { putDown, readRecords, type HandedRecord } from './entry-records';

export interface WantedBatch {
  readonly agency: string;
  /** Records in it, at most. */
  readonly limit: number;
  readonly withDenunciations: boolean;
}

/** What a batch will hold, and what stays out of it. */
export interface ChosenEntries {
  readonly records: readonly HandedRecord[];
  /** Records that are due and in no batch, by why. */
  readonly leftOut: Readonly<Record<EntryLeftOut, number>>;
}

type Planned = readonly (readonly [record: DueRecord, plan: EntryPlan])[];

export interface ChoosingTools extends BookTools {
  readonly approvals: PgApprovals;
  readonly manager: EntityManager;
}

/** After adopting what people named the rest of the record is planned anew. */
const ROUNDS = 3;

/** Whoever types denunciations sees the denounced: head of the agency or delegate agrees. */
export function kindOf(withDenunciations: boolean): ApprovalKind {
  return withDenunciations ? 'content' : 'judgement';
}

/**
 * Chooses what is handed out, by the plans of the records that wait. What needs no typing – finished, held for people, named by
 * them – is put down as delivery would.
 */
export async function chooseEntries(
  tools: ChoosingTools,
  wanted: WantedBatch,
  command: Command,
): Promise<ChosenEntries> {
  const { agency, limit, withDenunciations } = wanted;
  for (let round = 1; ; round += 1) {
    const found = await readRecords(tools.manager, tools, [TO_ENTER, [agency, withDenunciations, limit]]);
    const planned: [DueRecord, EntryPlan][] = [];
    for (const record of found)
      if (await mayKnow(tools, record, command))
        planned.push([record, tools.planning.plan(record, { withDenunciations })]);
    const isAdopted = await putDownAll(tools.manager, planned);
    if (!isAdopted || round === ROUNDS)
      return {
        records: handed(planned, tools),
        leftOut: { ...leftOutOf(planned), 'not-checked': await notChecked(tools, wanted) },
      };
  }
}

async function notChecked(
  { manager }: ChoosingTools,
  { agency, withDenunciations }: WantedBatch,
): Promise<number> {
  const [row]: { count: number }[] = await manager.query(NOT_CHECKED, [agency, withDenunciations]);
  return row?.count ?? 0;
}

/** A case somebody must not know of is in no batch of theirs. */
async function mayKnow(
  { approvals, manager }: ChoosingTools,
  { reference, case: kase }: DueRecord,
  { actor, approver }: Command,
): Promise<boolean> {
  const verdict = await approvals.check(manager, {
    kind: kindOf(kase.kind === 'TC'),
    actor,
    approver,
    reference,
  });
  return verdict.kind === 'allowed';
}

/** Whether any of them has to be planned anew. */
async function putDownAll(manager: EntityManager, planned: Planned): Promise<boolean> {
  let isAdopted = false;
  for (const [record, plan] of planned) {
    if (plan.kind === 'rows' || plan.kind === 'left-out') continue;
    const isPut = (await unlessTaken(manager, (within) => putDown(within, record, plan))) !== 'id-taken';
    if (!isPut) await putDown(manager, record, taken(plan));
    isAdopted ||= isPut && plan.kind === 'adopt';
  }
  return isAdopted;
}

/** Another record got the id that was named for this one: people decide whose it is. */
function taken(plan: EntryPlan): Extract<EntryPlan, { readonly kind: 'hold' }> {
  const detail = plan.kind === 'adopt' ? `claimed:${plan.caseId}` : 'id-taken';
  return { kind: 'hold', code: 'ADOPTION_TAKEN', detail, key: { kind: 'case', ordinal: 1 } };
}

function handed(planned: Planned, { keyedDigest }: ChoosingTools): readonly HandedRecord[] {
  let position = 0;
  return planned.flatMap(([record, plan]) => {
    if (plan.kind !== 'rows') return [];
    const rows = plan.rows.map((row) => {
      position += 1;
      return { ...row, position, cellsDigest: cellsDigest(row.cells, keyedDigest) };
    });
    return [{ record, rows, isWhole: plan.isWhole }];
  });
}

function leftOutOf(planned: Planned): ChosenEntries['leftOut'] {
  const why = planned.flatMap(([, plan]) => (plan.kind === 'left-out' ? [plan.why] : []));
  const counts = ENTRY_LEFT_OUT.map((one) => [one, why.filter((other) => other === one).length] as const);
  return Object.fromEntries(counts) as Record<EntryLeftOut, number>;
}
