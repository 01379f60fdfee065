import type {
  Clock,
  CodeBook,
  Deadlines,
  Doorbell,
  IdentityPolicy,
  IntakeStore,
  KeyedDigest,
  Logger,
  Meter,
  PetitionKind,
  Random,
  ReleasePoint,
  SecretStore,
  SourceDigestStore,
} from '@kntc/domain';

export interface IntakeRules {
  readonly provinceId: string;
  readonly referencePrefix: string;
  readonly releasePoint: (kind: PetitionKind, agencyId: string) => ReleasePoint;
  readonly deadlines: Deadlines;
  /** Changes when any rule above does; part of `judgedWith`. */
  readonly version: string;
}

export interface IntakePorts {
  readonly store: IntakeStore;
  readonly doorbell: Doorbell;
  readonly codeBook: () => CodeBook;
  readonly secrets: SecretStore;
  readonly identityPolicy: () => IdentityPolicy | undefined;
  readonly keyedDigest: KeyedDigest;
  /** Where what sources say of their records is noted; absent: digests are asked of none. */
  readonly digests?: SourceDigestStore | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly meter: Meter;
}

export interface IntakeReport {
  readonly read: number;
  readonly judged: number;
  /** Another process is reading the source: nothing was read here. */
  readonly isElsewhere?: true;
}
