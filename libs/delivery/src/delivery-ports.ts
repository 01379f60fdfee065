import type {
  Clock,
  CodeBook,
  FieldDigest,
  IdentityPolicy,
  LaneSession,
  Logger,
  Meter,
  NationalProfile,
  OutageStore,
  Random,
} from '@kntc/domain';
import type { CreateCaution } from './create-caution';
import type { RecordGate } from './gates';

/** What delivery needs of the world. */
export interface DeliveryPorts {
  readonly profile: NationalProfile;
  readonly codeBook: () => CodeBook;
  /** In force now; a denunciation judged under another one is not sent until it was judged again. */
  readonly identityPolicy: () => IdentityPolicy | undefined;
  /** By which both sides are compared; without it nothing that people decided of single fields is carried out. */
  readonly fieldDigest?: FieldDigest | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly meter: Meter;
  /** Takes down who waits in an outage; without it nobody does. */
  readonly outages?: Pick<OutageStore, 'listWaiting'>;
  /**
   * Asked whenever a lane connection was opened: a database may have been put back while it was gone. `false`: nothing is
   * taken from it. Never fails.
   */
  readonly mayTrustDatabase?: (() => Promise<boolean>) | undefined;
  /** Told when an answered id turns out to be that of another record: the far side may have gone back in time. */
  readonly suspectFarSide?: (() => void) | undefined;
}

/** One answer after a change of the mapping. */
export interface WatchedAnswer {
  readonly isRefused: boolean;
  /** Of something confirmed. */
  readonly isChange: boolean;
}

export interface RecordContext extends DeliveryPorts {
  readonly session: LaneSession;
  /** On the monotonic clock, when the record was asked for: its ages count from there. */
  readonly fetchedAtMs: number;
  /** Of the far side and of the account that speaks for the record. */
  readonly gate: RecordGate;
  readonly account: string;
  readonly caution: CreateCaution;
  /** Present while a change of the mapping is watched: takes each answer. Never fails. */
  readonly watch?: ((seen: WatchedAnswer) => Promise<void>) | undefined;
  /** Aborted when the process wants to end: the record stops at the next step boundary. */
  readonly stopping: AbortSignal;
}
