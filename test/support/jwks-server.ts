import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A loopback server that publishes a key set, and counts who asks. */
export class JwksServer {
  asked = 0;
  answer: (response: ServerResponse) => void = (response) => void response.writeHead(404).end();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((_request, response) => {
      this.asked++;
      this.answer(response);
    });
  }

  static async start(): Promise<JwksServer> {
    const made = new JwksServer();
    await new Promise<void>((ready) => made.#server.listen(0, '127.0.0.1', ready));
    return made;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/jwks`;
  }

  publish(...keys: readonly object[]): void {
    this.say(JSON.stringify({ keys }));
  }

  say(body: string, status = 200, headers: Record<string, string> = {}): void {
    this.answer = (response) => void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}
