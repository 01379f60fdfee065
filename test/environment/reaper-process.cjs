// Outlives whoever started it by a moment: when its standard input closes (the parent ended, also by kill -9), it
// kills what it was told to and removes the folders. One line each: "kill <pid>" or "remove <path>".
'use strict';

const fs = require('node:fs');
const readline = require('node:readline');

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);

const orders = [];
const lines = readline.createInterface({ input: process.stdin });
lines.on('line', (line) => {
  if (line === 'done') orders.length = 0;
  else orders.push(line);
});
lines.on('close', () => {
  // Servers first: a living one would write into a folder that is being removed.
  const isKill = (order) => order.startsWith('kill ');
  for (const order of [...orders.filter(isKill), ...orders.filter((other) => !isKill(other))]) {
    const target = order.slice(order.indexOf(' ') + 1);
    try {
      if (isKill(order)) process.kill(Number(target), 'SIGKILL');
      else fs.rmSync(target, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    } catch {
      // Already gone: that is what we want.
    }
  }
});
