import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CheckDuplicates,
  HAND_MODEL,
  LookUpNationally,
  readModel,
  UnitTable,
  type Model,
} from '@kntc/duplicates';
import { duplicateTerm, GatewayError, silentAfter, type HeldPetition } from '@kntc/domain';
import { loadCalendar, loadDuplicates, loadUnits, randomIds, systemClock } from '@kntc/platform';
import {
  PgDuplicateChecks,
  PgDuplicates,
  PgDuplicateTerms,
  PgNationalLookUps,
  type PgApprovals,
  type PgAudit,
} from '@kntc/storage';
import type { ComposeOptions, Foundation } from './compose-stages';
import { DuplicateWatch } from './duplicate-watch';

export interface ComposedDuplicates {
  /** Absent where the configuration does not ask for the check. */
  readonly duplicateWatch: DuplicateWatch | undefined;
  /** By which pairs are judged and explained. */
  readonly duplicateModel: Model;
  readonly duplicates: PgDuplicates;
}

/** What compares new cases with those there are, and keeps the terms of those that are held for it. */
export function composeDuplicates(
  { environment, logger, clock = systemClock }: ComposeOptions,
  { dataSource, seals, house, search, knowledge, doorbell, national }: Foundation,
  { audit, approvals }: { readonly audit: PgAudit; readonly approvals: PgApprovals },
): ComposedDuplicates {
  const rules = loadDuplicates(environment.configDir);
  const calendar = loadCalendar(environment.configDir);
  const model = modelIn(environment.configDir);
  const { attach: mayAttach } = national.profile.capabilities;
  const deciding = { dataSource, ids: randomIds, audit, approvals, mayAttach };
  const decided = { duplicateModel: model, duplicates: new PgDuplicates(deciding) };
  if (rules === undefined) return { ...decided, duplicateWatch: undefined };
  const { petitionSearch, capabilities } = national.profile;
  const lookUps = capabilities.lookup === 'none' ? undefined : petitionSearch;
  const lookUpWithinMs = lookUps && rules.lookUpWithinMs;
  const judging = {
    units: unitsIn(environment.configDir),
    names: () => knowledge.codeBook,
    until: (held: HeldPetition, now: Date) => duplicateTerm(held, now, { calendar, rules }),
    logger,
  };
  const check = new CheckDuplicates({
    ...judging,
    store: new PgDuplicateChecks({ dataSource, seals, ids: randomIds, lookUpWithinMs }),
    keyed: search,
    seal: house,
    model,
    now: () => clock.now(),
  });
  const lookUp =
    lookUps &&
    new LookUpNationally({
      ...judging,
      store: new PgNationalLookUps({ dataSource, seals, ids: randomIds }),
      search: lookUps,
      accountOf: (agencyId) => national.profile.accountOf(agencyId),
      matching: check.matching,
      clock,
    });
  const watch = new DuplicateWatch({
    check,
    lookUp,
    terms: new PgDuplicateTerms({ dataSource, ids: randomIds, audit }),
    silentAt: (now) => silentAfter(now, calendar, rules),
    ring: (lanes) => doorbell.ring(lanes),
    clock,
    logger,
  });
  return { ...decided, duplicateWatch: watch };
}

/** The model of the province; without one the weights written by hand. @throws GatewayError `GW_P401` when it is none */
function modelIn(configDir: string): Model {
  const file = join(configDir, 'duplicates', 'model.json');
  if (!existsSync(file)) return HAND_MODEL;
  const read = readModel(JSON.parse(readFileSync(file, 'utf8')));
  if (read.kind === 'model') return read.model;
  throw new GatewayError('GW_P401', `${file}: ${read.problem}`);
}

/** Old and new communes, so that an address of before 01/07/2025 meets one of after. */
function unitsIn(configDir: string): UnitTable {
  const mappings = loadUnits(configDir)?.mappings ?? [];
  return new UnitTable(
    mappings.map(({ oldProvince, oldDistrict, oldName, newProvince, newName }) => ({
      province: oldProvince,
      district: oldDistrict,
      commune: oldName,
      newProvince,
      newCommune: newName,
    })),
  );
}
