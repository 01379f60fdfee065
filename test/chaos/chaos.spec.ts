import { describeRows } from './cells';
import { pointsOfTheDay } from './crash-points';
import { killedAt } from './process-rows';
import type { Row } from './row';
import { ROWS } from './rows';

/** A small share; everything on both queues: `npm run test:full`. */
const SHARE = [6, 10];
const POINTS = pointsOfTheDay(1);

const KILLED: Row = {
  no: 1,
  fault: `kill -9 of a gateway at one point, another every day: ${POINTS.join('; ')}`,
  expected: 'others take over; what was sent is resolved',
  run: (stack) => killedAt(stack, POINTS),
};

describe('chaos, with the queue on PostgreSQL', () => {
  describeRows('postgresql', [KILLED, ...ROWS.filter(({ no }) => SHARE.includes(no))], () => undefined);
});
