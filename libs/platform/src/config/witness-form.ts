/** Address of a log server: transport, host, port. */
export const SYSLOG = /^syslog(?:\+(tcp|tls|udp))?:\/\/([^/:@\s]+|\[[\da-f:]+\])(?::(\d{1,5}))?\/?$/;

/** Whether a text is a list of witnesses; an address that is none is a mistake, not the name of a folder. */
export function isWitnessList(text: string): boolean {
  return text.split(',').every((one) => isWitness(one.trim()));
}

function isWitness(text: string): boolean {
  if (text.startsWith('syslog')) return SYSLOG.test(text);
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(text)) return /^[^\0]+$/.test(text);
  if (!/^https?:\/\/\S+$/.test(text) || !URL.canParse(text)) return false;
  const { username, password, search, hash } = new URL(text);
  return username + password + search + hash === '';
}
