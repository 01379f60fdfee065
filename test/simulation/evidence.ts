import type { FarRestored } from './far-restore';
import type { FarEntry } from './far-side';
import type { LocalVersion } from './local-version';
import type { LookEntry } from './looks';
import type { SourceRestored } from './source-restore';
import type { FarSideKind } from './swarm';

/** What the gateway says of a petition it does not send on. */
export interface Held {
  readonly code: string;
  readonly detail: string;
}

/** What an oracle may look at: the ledgers, and what people did. */
export interface Evidence {
  readonly local: readonly LocalVersion[];
  readonly far: readonly FarEntry[];
  readonly looks: readonly LookEntry[];
  readonly nowMs: number;
  readonly farSide: FarSideKind;
  /** The gateway's database was put back: when it had been copied, and when that was. */
  readonly restored?: { readonly copiedAtMs: number; readonly atMs: number } | undefined;
  readonly farRestored?: FarRestored | undefined;
  readonly sourceRestored?: SourceRestored | undefined;
}
