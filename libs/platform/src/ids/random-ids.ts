import { randomUUID } from 'node:crypto';
import type { Ids } from '@kntc/domain';

/** Unpredictable identifiers from the operating system's random source. */
export const randomIds: Ids = { uuid: () => randomUUID() };
