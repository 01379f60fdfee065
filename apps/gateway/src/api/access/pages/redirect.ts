import type { ServerResponse } from 'node:http';

/** Where the sign-in shows whatever is to be done next. */
export const HOME = '/dang-nhap';

/** @param to a path of ours, or an address that the identity provider's own metadata names; never a text from a request */
export function redirect(response: ServerResponse, to: string): void {
  response.statusCode = 303;
  response.setHeader('location', to);
  response.end();
}
