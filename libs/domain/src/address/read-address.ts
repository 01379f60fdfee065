import { kindOfIp, parseIp, type IpAddress } from './ip-address';

/** Why an address is not used. */
export type AddressRefusal =
  /** Anything but printable ASCII, or a backslash: programs disagree about what such an address names. */
  | 'characters'
  /** No `scheme://host`, no port, or a scheme that is not meant here. */
  | 'form'
  | 'scheme'
  | 'account'
  | 'port'
  /** A host written as another form of a number, or with a dot at its end, or percent-encoded. */
  | 'host-form'
  /** Letters beyond ASCII, also as `xn--`: they can look like others. */
  | 'look-alike'
  | 'not-listed'
  | 'unresolved'
  /** Public and private addresses behind one name: somebody else may be steering the answer. */
  | 'mixed'
  | 'loopback'
  | 'metadata'
  | 'link-local'
  | 'multicast'
  | 'unspecified'
  | 'reserved'
  /** One of the gateway's own servers. */
  | 'own-server';

/** What a refusal says to an operator. */
export const ADDRESS_REFUSALS: Readonly<Record<AddressRefusal, string>> = {
  characters: 'có ký tự không được phép',
  form: 'không đúng dạng giao-thức://máy-chủ',
  scheme: 'giao thức không dùng ở đây',
  account: 'có dấu @ hoặc tài khoản không được phép; dấu @ trong mật khẩu viết là %40',
  port: 'cổng mạng không hợp lệ',
  'host-form': 'máy chủ phải là tên thường hoặc địa chỉ IP viết đầy đủ',
  'look-alike': 'tên máy chủ có chữ ngoài ASCII (xn--)',
  'not-listed': 'máy chủ không nằm trong KNTC_ALLOWED_ADDRESSES',
  unresolved: 'không tìm được địa chỉ của máy chủ',
  mixed: 'tên máy chủ trả về lẫn lộn địa chỉ công cộng và nội bộ',
  loopback: 'tên máy chủ trỏ về chính máy chạy cổng',
  metadata: 'địa chỉ siêu dữ liệu của máy ảo',
  'link-local': 'địa chỉ chỉ có nghĩa trong một đoạn mạng (link-local)',
  multicast: 'địa chỉ nhóm (multicast)',
  unspecified: 'địa chỉ 0.0.0.0 hoặc ::',
  reserved: 'địa chỉ dành riêng, không phải của máy chủ nào',
  'own-server': 'đây là cơ sở dữ liệu hoặc hàng đợi của chính cổng',
};

/** An address taken apart. `host` is lower case, IPv6 without brackets. */
export interface NetworkTarget {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  /** Set when the host is written as an address: then nothing is looked up. */
  readonly ip: IpAddress | undefined;
  /** First part of the path, which databases take as their name. */
  readonly database: string | undefined;
}

/** What a kind of address looks like. */
export interface AddressForm {
  /** Schemes with their usual ports. */
  readonly schemes: ReadonlyMap<string, number>;
  /** `account:password@` may stand in it (databases); elsewhere it hides the host. */
  readonly mayHaveAccount: boolean;
}

export const WEB_ADDRESS: AddressForm = {
  schemes: new Map([
    ['https', 443],
    ['http', 80],
  ]),
  mayHaveAccount: false,
};

export const MAIL_ADDRESS: AddressForm = {
  schemes: new Map([
    ['smtp', 587],
    ['smtps', 465],
  ]),
  mayHaveAccount: false,
};

export const DATABASE_ADDRESS: AddressForm = {
  schemes: new Map([
    ['postgres', 5432],
    ['postgresql', 5432],
    ['mariadb', 3306],
    ['mysql', 3306],
  ]),
  mayHaveAccount: true,
};

export type ReadAddress =
  | { readonly kind: 'read'; readonly target: NetworkTarget }
  | { readonly kind: 'refused'; readonly why: AddressRefusal };

const MAX_LENGTH = 2_048;
const WHOLE = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(?:\/([^/?#]*)[^?#]*)?(?:[?#].*)?$/i;
const HOST_AND_PORT = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(\d*))?$/;
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/**
 * Takes an address apart by the strictest reading: what two programs could understand differently is refused, since
 * one of them judges and another one connects.
 */
export function readAddress(text: string, form: AddressForm): ReadAddress {
  // Encoded line ends are refused as well: some client on the way may decode them.
  if (!/^[\x21-\x7e]+$/.test(text) || /\\|%0[0ad]/i.test(text)) return refused('characters');
  const [, givenScheme = '', authority, database] = WHOLE.exec(text) ?? [];
  if (authority === undefined || text.length > MAX_LENGTH) return refused('form');
  const scheme = givenScheme.toLowerCase();
  const usualPort = form.schemes.get(scheme);
  if (usualPort === undefined) return refused('scheme');
  const place = withoutAccount(authority, form);
  if (place === undefined) return refused('account');
  const read = readPlace(place, usualPort);
  return 'why' in read
    ? read
    : { kind: 'read', target: { scheme, ...read, database: database === '' ? undefined : database } };
}

type Refused = ReadAddress & { readonly kind: 'refused' };

function readPlace(place: string, usualPort: number): Pick<NetworkTarget, 'host' | 'ip' | 'port'> | Refused {
  const [, bracketed, plain, givenPort] = HOST_AND_PORT.exec(place) ?? [];
  const host = readHost(bracketed, plain);
  if ('why' in host) return host;
  const port = givenPort === undefined ? usualPort : portOf(givenPort);
  return port === undefined ? refused('port') : { ...host, port };
}

/** Passwords of databases encode `@`: a second one would hide the host from a reader who looks at the first. */
function withoutAccount(authority: string, { mayHaveAccount }: AddressForm): string | undefined {
  const parts = authority.split('@');
  if (parts.length === 1) return authority;
  return mayHaveAccount && parts.length === 2 ? parts[1] : undefined;
}

type Host = Pick<NetworkTarget, 'host' | 'ip'> | Refused;

function readHost(bracketed: string | undefined, plain: string | undefined): Host {
  if (bracketed !== undefined) {
    const ip = parseIp(bracketed);
    // A mapped address would be an IPv4 address under another name.
    return ip?.version === 6 ? { host: bracketed.toLowerCase(), ip } : refused('host-form');
  }
  if (plain === undefined || plain === '') return refused('form');
  const host = plain.toLowerCase();
  const ip = parseIp(host);
  if (ip !== undefined) return { host, ip };
  const labels = host.split('.');
  if (host.length > 253 || !labels.every((label) => LABEL.test(label))) return refused('host-form');
  // No top-level domain is a number: this is an IPv4 address in disguise (octal, hexadecimal, shortened).
  if (/^(?:\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '')) return refused('host-form');
  if (labels.some((label) => label.startsWith('xn--'))) return refused('look-alike');
  return { host, ip: undefined };
}

function portOf(text: string): number | undefined {
  return /^[1-9]\d{0,4}$/.test(text) && Number(text) < 65_536 ? Number(text) : undefined;
}

function refused(why: AddressRefusal): Refused {
  return { kind: 'refused', why };
}

/** Whether an address names this machine by itself, without asking anybody. */
export function namesLoopback({ host, ip }: Pick<NetworkTarget, 'host' | 'ip'>): boolean {
  return host === 'localhost' || (ip !== undefined && kindOfIp(ip) === 'loopback');
}
