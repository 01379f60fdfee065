/**
 * What a person reads of a decision about a record: what happened and what it means. What to do next depends on where
 * one is, so the command line and the API each add their own third line.
 */
export type TwoLines = readonly [what: string, meaning: string];
