import type { EntityManager } from 'typeorm';
import type { DecidedPair } from './duplicate-rows';
import { JOIN_GROUP, LEAVE_GROUP, LONELY, MAKE_HEAD, NEXT_HEAD, NO_HEAD } from './pair-statements';

type On = Pick<EntityManager, 'query'>;
type Sides = Pick<DecidedPair, 'case_id' | 'earlier_case_id' | 'agency_id' | 'earlier_agency'>;

/** The later case of a pair joins the group of the earlier one. @param groupId of a new group, should there be none */
export async function joinGroup(on: On, pair: Sides, groupId: string): Promise<void> {
  // A petition that stands at the far side only is no case here that anything could be grouped with.
  if (pair.earlier_case_id === null) return;
  const { case_id: later, earlier_case_id: earlier, agency_id: agency, earlier_agency: ofEarlier } = pair;
  await on.query(JOIN_GROUP, [later, earlier, groupId, agency, ofEarlier]);
}

/** The case leads its group. */
export async function leadGroup(on: On, caseId: string): Promise<void> {
  await on.query(NO_HEAD, [caseId]);
  await on.query(MAKE_HEAD, [caseId]);
}

/** The later case leaves its group. */
export async function leaveGroup(on: On, { case_id: caseId }: Pick<DecidedPair, 'case_id'>): Promise<void> {
  const [rows]: [{ group_id: string }[], number] = await on.query(LEAVE_GROUP, [caseId]);
  for (const { group_id: groupId } of rows) {
    await on.query(LONELY, [groupId]);
    await on.query(NEXT_HEAD, [groupId]);
  }
}
