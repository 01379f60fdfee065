/**
 * Every call of a gateway process to the world, on the way there (`before`) and on the way back (`after`), is a point at
 * which it may die; all of `guarantees.md` §4.2 that exist here are among them. Of points that are seldom passed more
 * often than of others, or nothing would be known of them.
 */
const OFTENER = {
  'source read': 1,
  'intake begin': 1,
  'intake known': 1,
  'intake commit': 2,
  'intake unchanged': 2,
  'intake complete': 1,
  'intake end': 1,
  'intake paused': 1,
  ring: 1,
  sweep: 1,
  'lane open': 1,
  'lane look': 1,
  'lane due': 1,
  'lane urgent': 3,
  'lane acquire': 1,
  'lane fetch': 1,
  'lane release': 1,
  'lane admit': 3,
  'lane standing': 8,
  'lane commit intent': 1,
  'lane commit outcome': 1,
  'end frozen': 1,
  'unmask audit': 2,
  'unmask open': 2,
  'look-up connects': 1,
  'look-up hears': 1,
  'send connects': 1,
  'send hears': 1,
} as const;

/** Names of all points at which a run must have died often enough. */
export const CRASH_POINTS: readonly string[] = Object.keys(OFTENER).flatMap((call) => [
  `${call}: before`,
  `${call}: after`,
]);

/** By how much more often than usual a process dies during a call. */
export function oftener(call: string): number {
  return (OFTENER as Readonly<Record<string, number>>)[call] ?? 1;
}
