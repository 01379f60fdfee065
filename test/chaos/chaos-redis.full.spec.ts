import { describeWith } from '../environment';
import { describeMatrix } from './matrix';

describeWith('redis', 'chaos, with the queue on Redis', () => {
  describeMatrix('redis');
});
