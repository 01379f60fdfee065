// A mistake made on purpose: an admin API that keeps every answer in mind, as a careless cache would.
'use strict';

const { ServerResponse } = require('node:http');

const { end } = ServerResponse.prototype;
globalThis.answers = [];
ServerResponse.prototype.end = function (body, ...rest) {
  if (body !== undefined && typeof body !== 'function') globalThis.answers.push(String(body));
  return end.call(this, body, ...rest);
};
