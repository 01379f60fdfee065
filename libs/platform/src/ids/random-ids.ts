import { randomUUID } from 'node:crypto';
import type { Ids } from '@kntc/domain';

/**
 * Identifiers nobody can guess that sort by the time they were made, to the millisecond (UUID version 7, RFC 9562):
 * rows made together lie together in every index, where purely random ones would touch a page each. They tell when
 * something was made, which its row tells anyway.
 */
export const randomIds: Ids = {
  uuid: () => {
    const time = Date.now().toString(16).padStart(12, '0');
    // 74 random bits and the variant of a version 4 stand where version 7 wants them.
    return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
  },
};
