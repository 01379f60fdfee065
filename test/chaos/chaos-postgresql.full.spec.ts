import { describeMatrix } from './matrix';

describe('chaos, with the queue on PostgreSQL', () => {
  describeMatrix('postgresql');
});
