import * as z from 'zod/mini';

const filled = z.string().check(z.minLength(1));
const bucketRules = z.array(z.strictObject({ prefix: z.string(), bucket: filled })).check(z.minLength(1));

/** `undefined`, which nothing accepts, for what is no JSON. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What the stacks set, by name; each function asks for what it needs. */
const SETTINGS = {
  SILLAGE_TABLE: filled,
  /** ARNs of the HMAC keys, with commas; the first is version 1. */
  SILLAGE_KEYS: z.pipe(
    filled,
    z.transform((text) => text.split(',')),
  ),
  SILLAGE_BUCKETS: z.pipe(z.pipe(filled, z.transform(parsedJson)), bucketRules),
  SILLAGE_QUEUE_URL: z.url(),
  SILLAGE_DEAD_LETTERS_URL: z.url(),
  SILLAGE_INTAKE_DAYS: z.coerce.number().check(z.int(), z.positive()),
  SILLAGE_DATABASE: filled,
  SILLAGE_WORKGROUP: filled,
} as const;

type Settings = { readonly [K in keyof typeof SETTINGS]: z.output<(typeof SETTINGS)[K]> };

/** The stacks set the environment; whoever changes it by hand, or deploys half, gets this. */
export class NotSetUp extends Error {
  /** Names of settings, never their values. */
  readonly settings: string;

  constructor(settings: string) {
    super(`The function is not set up: ${settings}. The stacks set these; deploy them again.`);
    this.name = 'NotSetUp';
    this.settings = settings;
  }
}

/**
 * The named settings of a function's environment.
 *
 * @throws NotSetUp that names every setting that is missing or wrong
 */
export function environment<K extends keyof Settings>(names: readonly K[], env: NodeJS.ProcessEnv): Pick<Settings, K> {
  const wrong: string[] = [];
  const found: Record<string, unknown> = {};
  for (const name of names) {
    const parsed = SETTINGS[name].safeParse(env[name]);
    if (parsed.success) found[name] = parsed.data;
    else wrong.push(`${name} ${env[name] === undefined ? 'is missing' : 'is wrong'}`);
  }
  if (wrong.length > 0) throw new NotSetUp(wrong.join(', '));
  return found as Pick<Settings, K>;
}
