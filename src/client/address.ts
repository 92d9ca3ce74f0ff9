/** Addresses of servers as people write them. */

/** Where a server listens. */
export interface Address {
  /** Host name, IPv4 address, or IPv6 address without brackets. */
  readonly host: string;
  /** TCP port, 1 to 65535. */
  readonly port: number;
}

/** The address of a server that is started without flags. */
export const DEFAULT_ADDRESS: Address = { host: '127.0.0.1', port: 2323 };

const WITH_PORT = /^(?:\[([\da-f:.]+(?:%[\w.-]+)?)\]|([^\s:/[\]]*))(?::(\d{1,5}))?$/i;
const BARE_IPV6 = /^[\da-f]*:[\da-f]*:[\da-f:.]*$/i;

/**
 * Reads `host`, `host:port`, `:port`, `[::1]:port` or a bare IPv6 address. What is left out is the default.
 *
 * @throws RangeError if it is none of these
 */
export function parseAddress(text: string): Address {
  // An IPv6 address has colons of its own, so that only brackets can separate it from a port (RFC 3986, section 3.2.2).
  const [, bracketed, bare, port] = WITH_PORT.exec(text) ?? [];
  const host = bracketed ?? bare ?? BARE_IPV6.exec(text)?.[0];
  const number = port === undefined ? DEFAULT_ADDRESS.port : Number(port);
  if (host === undefined || (host === '' && port === undefined) || number < 1 || number > 65_535) {
    throw new RangeError(`'${text}' is not the address of a server; write host:port, as in localhost:2323`);
  }
  return { host: host || DEFAULT_ADDRESS.host, port: number };
}

/** An address as `host:port`, with brackets around an IPv6 address. */
export function formatAddress({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
