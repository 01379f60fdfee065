/** Rows of the matrix that do not run here yet: what they are, and what is tested of them elsewhere or missing. */
export const OPEN_ROWS: readonly (readonly [no: number, fault: string, why: string])[] = [
  [21, 'certificates expired, of others, changed on disk', 'joins with mutual TLS'],
  [22, 'OAuth tokens expire on the way', 'joins with OAuth'],
  [30, 'a backlog of 100,000', '`npm run bench -- delivery --cases 100000`'],
];
