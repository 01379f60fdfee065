/**
 * Whether a database bound to one set of accounts may be used with another: the groups are the same, and each still
 * has at least one secret name it had before. So names come and go with the years, but never all at once, and a
 * database is never taken for one of other groups or of another account.
 */
export function isSameAccounts(bound: string, started: string): boolean {
  if (bound === started) return true;
  const [before, after] = [groupsOf(bound), groupsOf(started)];
  if (before.size === 0 || before.size !== after.size) return false;
  return [...before].every(
    ([group, names]) => after.get(group)?.some((name) => names.includes(name)) === true,
  );
}

/** `cap-tinh=A+B;cap-xa=C`; a user name, which stands for a single account, has no groups. */
function groupsOf(account: string): ReadonlyMap<string, readonly string[]> {
  if (!/^[^=;]+=[^=;]+(;[^=;]+=[^=;]+)*$/.test(account)) return new Map();
  return new Map(
    account.split(';').map((part) => {
      const [group = '', names = ''] = part.split('=');
      return [group, names.split('+')];
    }),
  );
}
