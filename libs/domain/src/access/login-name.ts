const LOGIN = /^[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?$/;

/** A login name as it is stored: Latin letters, digits, dot, dash, underscore; case does not count. */
export function toLogin(typed: string): string | undefined {
  const login = typed.trim().toLowerCase();
  return LOGIN.test(login) ? login : undefined;
}
