/** An IP address as a number; an IPv4 address inside an IPv6 one is taken out by {@link parseIp}. */
export interface IpAddress {
  readonly version: 4 | 6;
  readonly value: bigint;
}

export interface IpRange {
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** What kind of place an address names. `metadata`: where machines of a cloud are told their credentials. */
export type IpKind =
  'public' | 'private' | 'loopback' | 'metadata' | 'link-local' | 'multicast' | 'unspecified' | 'reserved';

const MAPPED = 0xffffn; // ::ffff:a.b.c.d
const V4_BITS = 32n;
const V4_MASK = 0xffff_ffffn;

/** Strict: four decimal numbers without leading zeros, or IPv6 without a zone. An IPv4-mapped address is its IPv4. */
export function parseIp(text: string): IpAddress | undefined {
  const four = parseV4(text);
  if (four !== undefined) return { version: 4, value: four };
  const six = parseV6(text);
  if (six === undefined) return undefined;
  return six >> V4_BITS === MAPPED ? { version: 4, value: six & V4_MASK } : { version: 6, value: six };
}

/** `10.0.0.0/8`, or a single address. Bits behind the prefix must be zero: a typing error there opens too much. */
export function parseRange(text: string): IpRange | undefined {
  const [address = '', prefix, ...more] = text.split('/');
  const ip = parseIp(address);
  if (ip === undefined || more.length > 0) return undefined;
  const width = ip.version === 4 ? 32 : 128;
  if (prefix === undefined) return { version: ip.version, first: ip.value, last: ip.value };
  if (!/^(?:0|[1-9]\d{0,2})$/.test(prefix) || Number(prefix) > width) return undefined;
  const size = 1n << BigInt(width - Number(prefix));
  if (ip.value % size !== 0n) return undefined;
  return { version: ip.version, first: ip.value, last: ip.value + size - 1n };
}

export function isInRange(ip: IpAddress, range: IpRange): boolean {
  return ip.version === range.version && ip.value >= range.first && ip.value <= range.last;
}

/** From the IANA special-purpose registries; the first range that holds an address decides. */
const KINDS: readonly (readonly [range: IpRange, kind: IpKind])[] = (
  [
    ['0.0.0.0', 'unspecified'],
    ['0.0.0.0/8', 'reserved'],
    ['10.0.0.0/8', 'private'],
    ['100.100.100.200', 'metadata'],
    ['100.64.0.0/10', 'private'],
    ['127.0.0.0/8', 'loopback'],
    ['169.254.0.0/16', 'metadata'],
    ['172.16.0.0/12', 'private'],
    ['192.0.0.0/24', 'reserved'],
    ['192.0.2.0/24', 'reserved'],
    ['192.88.99.0/24', 'reserved'],
    ['192.168.0.0/16', 'private'],
    ['198.18.0.0/15', 'reserved'],
    ['198.51.100.0/24', 'reserved'],
    ['203.0.113.0/24', 'reserved'],
    ['224.0.0.0/4', 'multicast'],
    ['240.0.0.0/4', 'reserved'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['fd00:ec2::254', 'metadata'],
    ['fd20:ce::254', 'metadata'],
    ['fc00::/7', 'private'],
    ['fe80::/10', 'link-local'],
    ['ff00::/8', 'multicast'],
    ['2001::/23', 'reserved'],
    ['2001:db8::/32', 'reserved'],
    ['2002::/16', 'reserved'],
    ['3fff::/20', 'reserved'],
    ['2000::/3', 'public'],
    ['::/0', 'reserved'],
  ] as const
).flatMap(([text, kind]) => {
  const range = parseRange(text);
  return range === undefined ? [] : [[range, kind] as const];
});

export function kindOfIp(ip: IpAddress): IpKind {
  return KINDS.find(([range]) => isInRange(ip, range))?.[1] ?? 'public';
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function parseV6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (!text.includes(':') || halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, index) => groupsOf(half, index === halves.length - 1));
  if (head === undefined) return undefined;
  if (halves.length === 1) return head.length === 8 ? join(head) : undefined;
  // `::` stands for at least one group.
  if (tail === undefined || head.length + tail.length > 7) return undefined;
  return join([...head, ...Array<bigint>(8 - head.length - tail.length).fill(0n), ...tail]);
}

/** The last two groups of an address may be written as IPv4. */
function groupsOf(text: string, isLast: boolean): bigint[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const tail = isLast && text.includes('.') ? parts.pop() : undefined;
  const four = tail === undefined ? undefined : parseV4(tail);
  if (tail !== undefined && four === undefined) return undefined;
  if (!parts.every((part) => /^[0-9a-f]{1,4}$/i.test(part))) return undefined;
  const groups = parts.map((part) => BigInt(`0x${part}`));
  return four === undefined ? groups : [...groups, four >> 16n, four & 0xffffn];
}

function join(groups: readonly bigint[]): bigint {
  return groups.reduce((value, group) => (value << 16n) | group, 0n);
}
