import type {
  DecisionWay,
  IdentityPolicy,
  Ids,
  KeyedDigest,
  ReadBack,
  RecordSeals,
  ShownField,
} from '@kntc/domain';
import type { DataSource } from 'typeorm';
import type { PgApprovals } from '../access/pg-approvals';
import type { PgAudit } from '../audit/pg-audit';
import type { JudgeOverlay } from '../overlays/pg-overlays';

/** What somebody decides about one field. */
export interface WantedDecision {
  readonly field: string;
  readonly way: DecisionWay;
  /** The typed value, as the local software would write it. */
  readonly text?: string | undefined;
}

/** What the far side shows of the record now, by field; `undefined`: it did not answer. Only asked for where a value is needed. */
export type ShownNow = ReadonlyMap<string, ShownField> | undefined;

export interface ConflictTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
  readonly seals: RecordSeals;
  readonly keyedDigest: KeyedDigest;
  readonly judge: JudgeOverlay;
  readonly policy: () => Promise<IdentityPolicy | undefined>;
  /** Of the profile; one that reads nothing back has no conflicts. */
  readonly stepOf: ReadBack['stepOf'];
}
