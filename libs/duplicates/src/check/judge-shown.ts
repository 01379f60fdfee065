import type { FoundPetition, NationalMatch, ShownPetition } from '@kntc/domain';
import { bandOf } from '../bands';
import { compare, weigh } from '../compare/compare';
import { probability } from '../model/model';
import { foldText } from '../normalise/fold-text';
import type { UnitTable } from '../normalise/unit-table';
import type { AddressToMatch } from '../petition';
import { preparePetition, type Prepared } from '../prepare';
import { situationOf } from '../situations';
import type { Matching } from './judge-pairs';

/** The petition that asks. */
export interface AskingPetition {
  readonly prepared: Prepared;
  /** It, or its agency, says that somebody decided on the matter before. */
  readonly isAfterDecision: boolean;
}

/** Pairs of one petition that are kept. */
const MOST_MATCHES = 5;

/**
 * Petitions at the far side that may be the same matter as this one, the likeliest first. What they show is read here and left here: only
 * ids and scores go on. Rows do not say of what kind they are, so those that speak like a denunciation are passed over.
 */
export function judgeShown(
  { prepared, isAfterDecision }: AskingPetition,
  found: readonly FoundPetition[],
  units: UnitTable,
  { model, scorers, frequencies }: Matching,
): readonly NationalMatch[] {
  const mine = weigh(prepared, frequencies);
  const matches = found.flatMap(({ nationalId, shown }): readonly NationalMatch[] => {
    const row = shown.open();
    if (speaksOfDenouncing(row.content)) return [];
    const theirs = preparePetition(petitionOf(nationalId, row), units);
    const levels = compare(mine, weigh(theirs, frequencies), frequencies);
    const score = scorers.duplicate.score(levels);
    const band = bandOf(score, levels, model.thresholds);
    const person = probability(scorers.person.score(levels));
    const matter = probability(scorers.matter.score(levels));
    const isSupplement = prepared.isSupplement || theirs.isSupplement;
    const facts = { band, person, matter, isSameAgency: false, isSupplement };
    const situation = situationOf(levels, facts);
    if (situation === undefined || band === 'distinct') return [];
    const isNewStage = isAfterDecision && !theirs.isAgainstDecision;
    const seen = isNewStage ? 'after-decision' : situation;
    return [{ nationalId, situation: seen, score, person, matter, modelVersion: model.version }];
  });
  return matches.toSorted((one, other) => other.score - one.score).slice(0, MOST_MATCHES);
}

const DENOUNCING = /\b(?:don|toi|xin|gui|nguoi|noi dung) (?:lam don )?to cao\b/;

function speaksOfDenouncing(content: string): boolean {
  return DENOUNCING.test(foldText(content));
}

function petitionOf(id: string, { petitioner, idNumber, address, content }: ShownPetition) {
  return {
    id,
    petitioners: petitioner === '' ? [] : [{ fullName: petitioner, idNumber, address: addressOf(address) }],
    content,
  };
}

const COMMUNE = /^(?:xa|phuong|thi tran|dac khu|p|tt|x)[. ]/;
const DISTRICT = /^(?:huien|quan|thi xa|h|q|tx)[. ]/;
const PROVINCE = /^(?:tinh|thanh pho|tp|t)[. ]/;

/** One line as people write it, taken apart at its commas: what names its kind of unit, and the last part as the province. */
function addressOf(text: string): AddressToMatch {
  const parts = text.split(/[,;]/).map((part) => part.trim());
  const found = (kind: RegExp): string | undefined => parts.find((part) => kind.test(foldText(part)));
  const [commune, district] = [found(COMMUNE), found(DISTRICT)];
  const last = parts.length > 1 ? parts.at(-1) : undefined;
  const province = found(PROVINCE) ?? (last === commune || last === district ? undefined : last);
  const line = parts.filter((part) => part !== commune && part !== district && part !== province).join(', ');
  return { line, commune, district, province };
}
