import type { Logger } from '@kntc/domain';
import { OutageLog } from './outage-log';

it('says once per outage that it began and once that it is over', () => {
  const lines: string[] = [];
  const logger: Logger = {
    error: () => lines.push('error'),
    warn: () => lines.push('warn'),
    info: () => lines.push('info'),
    debug: () => lines.push('debug'),
  };
  const log = new OutageLog(logger, 'ringing');
  log.works();
  for (let outage = 0; outage < 2; outage += 1) {
    log.failed(new Error('refused'));
    log.failed(new Error('refused'));
    log.works();
    log.works();
  }
  expect(lines).toEqual(['warn', 'info', 'warn', 'info']);
});
