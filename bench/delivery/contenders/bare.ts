import type { Contender } from './contender';

/**
 * No queue and no database: the same bodies over the same client, each case's steps one after the other. What the far side
 * and the wire allow on this machine, and so the upper limit for everybody.
 */
export const bareRequests: Contender = {
  enqueue: () => Promise.resolve(),
  work: (_arena, deliver) => {
    for (let id = 1; id <= Number(process.env['CONTENDER_CASES']); id += 1) void deliver(id);
    return Promise.resolve();
  },
};
