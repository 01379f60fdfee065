import type { FailureCode } from '../errors/gateway-error';
import type { ReasonCode } from '../errors/reasons';
import type { AlertKind } from './alert-kinds';

/** What is known of a condition: numbers, codes and names of the configuration. Never anything of a case. */
export interface AlertFacts {
  /** How many records, cases or requests. */
  readonly count?: number | undefined;
  /** The same by agency. */
  readonly byAgency?: Readonly<Record<string, number>> | undefined;
  readonly code?: FailureCode | ReasonCode | undefined;
  /** Of a source, an account, a queue, a channel: as the configuration calls it. */
  readonly name?: string | undefined;
  /** How long, or how much is left: already in words. */
  readonly more?: string | undefined;
  /** Somebody said elsewhere, of the cause itself, that they know of it: ISO text. */
  readonly knownUntil?: string | undefined;
}

/** Something that is wrong now. */
export interface AlertCondition {
  /** The same as long as it is the same: what is one incident. */
  readonly key: string;
  readonly kind: AlertKind;
  readonly facts: AlertFacts;
}

/** Somebody knows of it, until then. */
export interface AlertAcknowledgement {
  readonly by: string;
  readonly at: Date;
  readonly note: string;
  readonly until: Date;
  /** How many there were. */
  readonly count: number;
}

/** A condition as long as it lasts: one, however often it was seen and however many records it is about. */
export interface AlertIncident extends AlertCondition {
  readonly id: string;
  readonly noticedAt: Date;
  /** `undefined`: it may still pass by itself. */
  readonly openedAt: Date | undefined;
  /** Since when it is not seen any more; a while later it is over. */
  readonly absentSince: Date | undefined;
  readonly closedAt: Date | undefined;
  readonly acknowledged: AlertAcknowledgement | undefined;
}

/** What a message says of an incident: that it began, that it is still so, that it is over. */
export type ToldOf = 'opened' | 'repeated' | 'closed';

/** The newest message about an incident to one channel that was not dropped. */
export interface Told {
  readonly incidentId: string;
  readonly channel: string;
  readonly what: ToldOf;
  readonly round: number;
  readonly at: Date;
  readonly isSent: boolean;
  /** One before it was sent. */
  readonly wasSent: boolean;
}

/** A message that is to be sent. */
export interface PlannedNotice {
  readonly incidentId: string;
  readonly channel: string;
  readonly what: ToldOf;
  /** Step of the escalation that reached the channel. */
  readonly level: number;
  readonly round: number;
  /** Not before: the end of quiet hours. */
  readonly notBefore: Date;
}
