import { describeRows } from './cells';

/** A small share; everything on both queues: `npm run test:full`. */
const SHARE = [6, 10];

describe('chaos, with the queue on PostgreSQL', () => {
  describeRows('postgresql', SHARE, () => undefined);
});
