import { dateInVietnam, planOffices } from '@kntc/domain';
import type { Clock, Ids, OfficeLine, PlannedOffice } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import type { PgApprovals } from '../access/pg-approvals';
import type { RowScope } from '../access/row-scope';
import type { PgAudit } from '../audit/pg-audit';
import { readPage, type Page, type PageOf } from '../lists/listing';
import { allowedOnly } from '../operations/allowed-only';
import { once } from '../operations/once';
import type { Command, OperationResult } from '../operations/operation';
import { formTarget, officesMark, type FormHandedIn, type FormTaken } from './form-import';
import { OFFICES, type OfficeFilter, type OfficeListed } from './office-list';
import { placeOffices, readOffices, writeOffices, type StoredOffice } from './office-rows';

export interface OfficeTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
  readonly clock: Clock;
  readonly provinceId: string;
  /** Agencies of the configuration: who sends records, and under which code, is said there. */
  readonly agencies: readonly { readonly id: string; readonly name: string }[];
}

/** A plan, and the mark by which somebody says that it was seen. */
export interface OfficePlan {
  readonly plan: readonly PlannedOffice[];
  readonly seen: string;
}

/**
 * Where people work: offices from Biểu số 1, each with its days. A form is planned as often as somebody looks, and carried out when the
 * plan is still the one that was seen; the same form again changes nothing. A crash leaves a form carried out and on record, or not at all.
 */
export class PgOffices {
  constructor(
    private readonly tools: OfficeTools,
    private readonly deciding: PgApprovals = tools.approvals,
  ) {}

  /** The same for somebody who is signed in: only accounts decide. @param proved who else proved who they are */
  signedIn({ login }: { readonly login: string }, proved: readonly string[]): PgOffices {
    return new PgOffices(this.tools, this.tools.approvals.signedIn([login, ...proved]));
  }

  /** Puts every office to the agency the configuration names now. Safe at every start. */
  place(): Promise<void> {
    const { dataSource, agencies, provinceId } = this.tools;
    return dataSource.transaction((manager) => placeOffices(manager, agencies, provinceId));
  }

  list(asked: PageOf<OfficeFilter>, scope: RowScope): Promise<Page<OfficeListed>> {
    return readPage(this.tools.dataSource.manager, OFFICES, asked, scope);
  }

  /** Every office there is or was. */
  all(): Promise<readonly StoredOffice[]> {
    return readOffices(this.tools.dataSource.manager);
  }

  async plan(lines: readonly OfficeLine[], on: string): Promise<OfficePlan> {
    const plan = planOffices(lines, { offices: await this.all(), on });
    return { plan, seen: officesMark(plan, on) };
  }

  /** @returns refused: `day-ahead`, `form-changed` (another plan than the one seen), `form-nothing` */
  async import(
    lines: readonly OfficeLine[],
    form: FormHandedIn,
    command: Command,
  ): Promise<FormTaken<PlannedOffice>> {
    const { provinceId: agencyId } = this.tools;
    let plan: readonly PlannedOffice[] = [];
    const named = { name: 'agencies import', target: formTarget('Biểu số 1', form), command };
    const result = await once(this.tools, named, async (manager) => {
      await manager.query('lock table office in share row exclusive mode');
      plan = planOffices(lines, { offices: await readOffices(manager), on: form.on });
      return allowedOnly({ approvals: this.deciding, manager }, { kind: 'accounts', command, agencyId }, () =>
        this.#carryOut(manager, { plan, form, command }),
      );
    });
    if (result.kind === 'repeated') ({ plan } = await this.plan(lines, form.on));
    return { result, plan };
  }

  async #carryOut(
    manager: EntityManager,
    {
      plan,
      form: { on, seen },
      command,
    }: { readonly plan: readonly PlannedOffice[]; readonly form: FormHandedIn; readonly command: Command },
  ): Promise<OperationResult> {
    const { ids, clock, provinceId, agencies } = this.tools;
    if (on > dateInVietnam(clock.now())) return { kind: 'refused', why: 'day-ahead' };
    if (officesMark(plan, on) !== seen) return { kind: 'refused', why: 'form-changed' };
    if (plan.every(({ state }) => state === 'unchanged' || state === 'refused'))
      return { kind: 'refused', why: 'form-nothing' };
    const { actor: by, reason } = command;
    await writeOffices(manager, plan, { provinceId, uuid: () => ids.uuid(), on, by, reason });
    await placeOffices(manager, agencies, provinceId);
    return { kind: 'done' };
  }
}
