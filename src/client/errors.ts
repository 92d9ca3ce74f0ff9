/** What can go wrong with a question, as types that a program can tell apart. */

/** The server did not understand the question; the message is the server's own and says what would be right. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  /** The line that was asked. */
  readonly query: string;

  constructor(message: string, query: string) {
    super(message);
    this.query = query;
  }
}

/** There is no server, it went away, it fell silent, or it speaks another protocol. The question can be asked again. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  /** The server, as `host:port`; all that were tried, with spaces between, where a pool reached none. */
  readonly server: string;
  /** What the server said last about itself, such as `shutting down: please come back later`. */
  readonly said: string | undefined;

  constructor(server: string, reason: string, said?: string) {
    super(`${server}: ${reason}${said === undefined ? '' : `: ${said}`}`);
    this.server = server;
    this.said = said;
  }
}

/** A server said nothing for as long as it may: it counts as gone, even if its connections stay open. */
export class SilenceError extends ConnectionError {}
