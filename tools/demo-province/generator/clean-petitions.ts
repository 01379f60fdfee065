import type { Petition } from '../store/rows';
import { ContentWriter } from '../texts/compose-content';
import { makePetition } from './make-petition';
import { planPetitions, type PlannedPetition } from './plan';
import { Random } from './random';
import { spoilRepairably } from './text-dirt';

export const SEED = 'demo-province-2026';
export const CLEAN_COUNT = 639;

const DIRT_EVERY = 20;

export interface CleanPetition {
  readonly planned: PlannedPetition;
  readonly petition: Petition;
}

/** The 639 petitions that must all stand in the national database; one in twenty carries repairable damage. */
export function cleanPetitions(writer: ContentWriter): CleanPetition[] {
  const planned = planPetitions(new Random(`${SEED}/plan`));
  let spoiled = 0;
  return planned.map((plan, index) => {
    const id = index + 1;
    const petition = makePetition({ ...plan, id, seed: SEED }, writer);
    const hasPeople = petition.nguoi.length > 0;
    if (id % DIRT_EVERY === 0 && plan.kind !== 'TC' && hasPeople) {
      spoilRepairably(petition, spoiled, new Random(`${SEED}/dirt/${id}`));
      spoiled += 1;
    }
    return { planned: plan, petition };
  });
}

export function newWriter(): ContentWriter {
  return new ContentWriter(new Random(`${SEED}/texts`));
}
