import { CommandError, EXIT } from '../failure.ts';

/** Where the command line says what sillage.yaml says, too. */
const OPTIONS = { platform: '--platform', policy: '--policy', jwks_url: '--jwks' } as const;

/** @throws CommandError `settings_contradicted` when the command says something else than the file */
export function contradict(name: string, key: keyof typeof OPTIONS, said: string | undefined, listed: string, file: string | null): void {
  if (said === undefined || said === listed) return;
  throw new CommandError(
    'settings_contradicted',
    `${file} gives the source "${name}" the ${key} ${listed}, and ${OPTIONS[key]} says ${said}; leave ${OPTIONS[key]} out, or correct the file.`,
    EXIT.usage,
  );
}
