import { seesField } from '@kntc/domain';
import type { MaskedParties, Principal } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { audited } from '../audit/audited';
import type { AuditedAction, PgAudit } from '../audit/pg-audit';
import type { OverlayRow } from '../overlays/list-overlays';
import type { CaseView, PgCaseViews } from './pg-case-views';

export interface CaseReadingTools {
  readonly dataSource: DataSource;
  readonly audit: PgAudit;
  readonly views: PgCaseViews;
  readonly provinceId: string;
}

export interface CaseRead {
  readonly view: CaseView;
  /** In force, newest first; never a value. */
  readonly overlays: readonly OverlayRow[];
  /** Absent for roles that do not see them: for them nothing is unsealed. */
  readonly parties: MaskedParties | undefined;
}

/** Rows, or a page of them. */
type Counted = readonly unknown[] | { readonly items: readonly unknown[] };

/**
 * Looks that people take, each on record before its answer leaves: of a single case which one, of a list how many. A look
 * at a case that is not there – or must not be there for the one who looks – does exactly the same work and is on record
 * too, so that neither answer nor time tells them apart.
 */
export class PgCaseReading {
  constructor(private readonly tools: CaseReadingTools) {}

  /** @throws GatewayError `GW_T304`, `GW_T309`: what cannot be put on record is not shown */
  async one(reference: string, by: Principal): Promise<CaseRead | undefined> {
    const { views } = this.tools;
    return this.about(reference, by, async (view) => ({
      view,
      overlays: await views.overlays(reference, by),
      parties: seesField(by.roles, 'parties') ? await views.parties(view.caseId) : undefined,
    }));
  }

  /** Reads something about a case, for whoever may know of it; {@link one} of its looks. */
  async about<T>(
    reference: string,
    by: Principal,
    read: (view: CaseView) => Promise<T>,
  ): Promise<T | undefined> {
    const { views, provinceId } = this.tools;
    // Not inside the transaction of the entry: a request that holds one connection must not wait for a second.
    const view = await views.find(reference, by);
    await this.#note({
      agencyId: view?.agency ?? provinceId,
      actor: by.login,
      action: 'case read',
      target: reference.slice(0, LONGEST),
      reason: '',
      result: view === undefined ? 'not-there' : 'done',
    });
    return view && read(view);
  }

  /** One entry for a page of a list, whatever is on it. @param what the kind of list, e.g. `records held` */
  async page<T extends Counted>(what: string, by: Principal, read: () => Promise<T>): Promise<T> {
    const rows = await read();
    await this.#note({
      agencyId: this.tools.provinceId,
      actor: by.login,
      action: 'list read',
      target: what,
      reason: `${'items' in rows ? rows.items.length : rows.length}`,
      result: 'done',
    });
    return rows;
  }

  #note(entry: AuditedAction): Promise<void> {
    return audited(this.tools, async () => ({ result: undefined, entry }));
  }
}

/** Whatever somebody types into the address; a reference is shorter. */
const LONGEST = 40;
