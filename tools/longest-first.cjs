// The order of long suites: one that begins last and runs for twenty minutes leaves the second core without work.
'use strict';

const LONGEST = [
  'chaos-postgresql.full',
  'chaos-redis.full',
  'simulation.full',
  'canary.full',
  'on-postgres.full',
  'product-again.full',
  'every-operation.full',
  'ways-out.full',
  'straight-through.full',
  'console.full',
  'wire-habits.full',
  'matrix.full',
];

class LongestFirst {
  sort(tests) {
    const rank = ({ path }) => {
      const at = LONGEST.findIndex((name) => path.includes(name));
      return at < 0 ? LONGEST.length : at;
    };
    return tests.toSorted((one, other) => rank(one) - rank(other) || (one.path < other.path ? -1 : 1));
  }

  shard(tests) {
    return tests;
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
}

module.exports = LongestFirst;
