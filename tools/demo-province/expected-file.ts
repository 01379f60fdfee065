/** Rows that must not be confirmed, `key,class,code`; relative to the root of the repository. */
export const EXPECTED_CSV = 'tools/demo-province/expected.csv';
