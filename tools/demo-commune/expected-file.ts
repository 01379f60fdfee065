/** Rows of the commune that must not be confirmed, `key,class,code`; relative to the root of the repository. */
export const COMMUNE_EXPECTED_CSV = 'tools/demo-commune/expected.csv';
