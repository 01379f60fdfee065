import type { PetitionKind } from '../case/case';
import type { FailureCode } from '../errors/gateway-error';
import type { DrainEstimate } from './drain-estimate';

/** One outage as people see it; times as ISO texts. */
export interface Outage {
  readonly id: string;
  /** `''` = the whole far side, else the name of the account. */
  readonly scope: string;
  readonly code: FailureCode;
  /** Every reason it had, in their order. */
  readonly causes: readonly { readonly code: FailureCode; readonly at: string }[];
  readonly beganAt: string;
  readonly lastProbeAt: string | null;
  readonly failedProbes: number;
  readonly nextProbeAt: string | null;
  /** The far side answers again, and whether deliveries succeed is still to be seen. */
  readonly reopenedAt: string | null;
  readonly endedAt: string | null;
  /** How long it lasted, or lasts. */
  readonly seconds: number;
  /** Records that waited in it. */
  readonly affected: number;
}

/** A record on the list of an outage: nothing of its content. */
export interface AffectedRecord {
  readonly reference: string;
  readonly kind: PetitionKind;
  readonly agency: string;
  /** Since when it waited for the connection. */
  readonly since: string;
  /** The first step that was confirmed after the outage began. */
  readonly sentAt: string | null;
  /** Of the outbox, now. */
  readonly state: string;
}

/** What waits for the far side, and how long that may take. */
export interface Recovery {
  readonly backlog: number;
  readonly oldestAt: string | null;
  readonly oldestSeconds: number;
  readonly drain: DrainEstimate | undefined;
  /** The part of the limits in use after an outage; `undefined`: all of it. */
  readonly share: number | undefined;
}
