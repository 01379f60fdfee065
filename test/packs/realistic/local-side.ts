import type { PackRoad } from '../pack-road';
import type { RealisticPacks, TrueRow } from './make-packs';

/** Text replacements in a file of the copied configuration. */
export type Edits = Readonly<Record<string, readonly (readonly [from: string, to: string])[]>>;

/** One pack as people work with it: the local software, and what its operator may decide by configuration. */
export interface LocalSide {
  /** Printed name; also the prefix under which its figures stand. */
  readonly name: string;
  /** Folder of the pack and of its configuration. */
  readonly pack: string;
  /** Sources, each with the crosswalk of the same name. */
  readonly sources: readonly string[];
  readonly start: (packs: RealisticPacks) => Promise<RunningSide>;
  /** Values of "is it closed" that the committed map does not know: source → what the operator writes. */
  readonly closedValues: Edits;
  /** Local code of the subject in a clean row, as the crosswalk names it. */
  readonly subjectOf: (row: TrueRow) => string;
}

export interface RunningSide {
  readonly variables: Readonly<Record<string, string>>;
  /** Hands over what is there now; a database needs nothing. */
  readonly handOver: (road: PackRoad) => void;
  /** Key under which the gateway knows the row now. */
  readonly keyOf: (row: TrueRow, road: PackRoad) => string | undefined;
  /** A clerk types what the paper says over the row. */
  readonly mend: (rows: readonly TrueRow[]) => Promise<void>;
  readonly stop: () => Promise<void>;
}
