import type { Platform } from '#core/ports/registry.ts';

/** Where the plugins of a platform post, and what to type there as name and password: an address and what it is for. docs/connect/ tells more. */
const ADDRESSES: Readonly<Record<Platform, readonly (readonly [path: string, what: string])[]>> = {
  moodle: [
    ['/xapi', 'Logstore xAPI: user name NAME, password the secret'],
    ['/caliper', 'Caliper log store: API key the secret'],
  ],
  openedx: [
    ['/xapi/', 'router: user name NAME, password the secret'],
    ['/v1/events', 'Vector, Fluent Bit: tracking logs, Basic with NAME and the secret'],
  ],
  canvas: [['/canvas/NAME/SECRET', 'Live Events over HTTPS: the secret stands in the address']],
  other: [
    ['/xapi', 'xAPI: Basic with NAME and the secret'],
    ['/caliper', 'Caliper: Bearer with the secret'],
    ['/v1/events', 'everything else'],
  ],
};

/** One line for each address of a platform. @param base without a slash at the end */
export function addressesOf(platform: Platform, name: string, base: string): string {
  const rows = ADDRESSES[platform].map(([path, what]) => [base + path.replace('NAME', name), what.replace('NAME', name)] as const);
  const width = Math.max(...rows.map(([address]) => address.length));
  return rows.map(([address, what]) => `  ${address.padEnd(width)}  ${what}\n`).join('');
}
